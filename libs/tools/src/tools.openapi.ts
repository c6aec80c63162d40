import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiParam, ApiQuery, ApiTags } from '@nestjs/swagger';
import { ApiAnswer, ApiErrors, BODY_ERRORS } from 'llm-gateway/http';
import { ExecuteToolRequest } from './execute-tool-request.schema.js';
import { TOOL_FAILURE_CODES } from './tool-failure.js';

const ToolSchema = {
  type: 'object',
  description: 'With `format=openai`: `{"type": "function", "function": {...}}`.',
  properties: {
    name: { type: 'string' },
    description: { type: 'string' },
    parameters: { type: 'object', description: 'JSON Schema of the arguments.' },
    service: { type: 'string', description: 'Who does the work.' },
    source: { type: 'string', description: 'Where the tool comes from.' },
    available: { type: 'boolean', description: 'False while its service rests after failures.' },
    timeout_ms: { type: 'integer', description: 'The longest that a call may take.' },
  },
};

const ToolListSchema = {
  type: 'object',
  required: ['object', 'data'],
  properties: {
    object: { type: 'string', enum: ['list'] },
    data: { type: 'array', items: ToolSchema },
  },
};

const ToolResultSchema = {
  type: 'object',
  required: ['name', 'success', 'result', 'error', 'code', 'duration_ms'],
  properties: {
    name: { type: 'string' },
    success: { type: 'boolean' },
    result: { description: 'Any JSON; null when it failed.' },
    error: { type: ['string', 'null'], description: 'What went wrong and what to do.' },
    code: { type: ['string', 'null'], enum: [...TOOL_FAILURE_CODES, null] },
    duration_ms: { type: 'number' },
  },
};

export function ApiListTools(): MethodDecorator {
  return applyDecorators(
    route('listTools', 'The tools of this gateway'),
    formatQuery(),
    ApiAnswer(200, 'The tools.', ToolListSchema),
    ApiErrors('invalid_request'),
  );
}

export function ApiGetTool(): MethodDecorator {
  return applyDecorators(
    route('retrieveTool', 'One tool'),
    ApiParam({ name: 'name', schema: { type: 'string' } }),
    formatQuery(),
    ApiAnswer(200, 'The tool.', ToolSchema),
    ApiErrors('invalid_request', 'tool_not_found'),
  );
}

export function ApiExecuteTool(): MethodDecorator {
  return applyDecorators(
    route(
      'executeTool',
      'Runs a tool',
      'A tool that fails is a 200 with `success: false` and an `error` that says what to do.',
    ),
    ApiBody({ schema: ExecuteToolRequest as never }),
    ApiAnswer(200, 'The result.', ToolResultSchema),
    ApiErrors(
      ...BODY_ERRORS,
      'invalid_tool_arguments',
      'tool_not_found',
      'session_not_found',
      'session_store_unavailable',
      'session_store_not_configured',
      'unsupported_media_type',
    ),
  );
}

function route(operationId: string, summary: string, description?: string): MethodDecorator {
  return applyDecorators(
    ApiTags('Tools'),
    ApiOperation({ operationId, summary, ...(description !== undefined && { description }) }),
  );
}

function formatQuery(): MethodDecorator {
  return ApiQuery({
    name: 'format',
    required: false,
    schema: { type: 'string', enum: ['openai'] },
    description: "Ready for a chat request's `tools`.",
  });
}
