import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ApiErrors } from 'llm-gateway/http';

const MESSAGE = { type: 'object', description: 'A JSON-RPC message.' };

/** As JSON-RPC, but for what the gateway refuses before the protocol sees it. */
const REFUSALS = {
  400: 'No message of the protocol, or one that it does not allow here.',
  403: 'Browsers: the origin is not allowed.',
  406: 'The client must accept both `application/json` and `text/event-stream`.',
  415: 'The body is not `application/json`.',
};

export function ApiMcp(): MethodDecorator {
  return applyDecorators(
    ApiTags('Tools'),
    ApiOperation({
      operationId: 'mcp',
      summary: 'The tools as an MCP server',
      description: 'Streamable HTTP without sessions, in MCP 2026-07-28 and the legacy revisions.',
    }),
    ApiBody({ schema: MESSAGE }),
    ApiResponse({
      status: 200,
      description: 'The answer, or a stream of messages that ends with it.',
      content: {
        'application/json': { schema: MESSAGE },
        'text/event-stream': {},
      },
    }),
    ApiResponse({ status: 202, description: 'A notification was taken.' }),
    ...Object.entries(REFUSALS).map(([status, description]) =>
      ApiResponse({
        status: Number(status),
        description,
        content: { 'application/json': { schema: MESSAGE } },
      }),
    ),
    ApiErrors('request_too_large'),
  );
}
