import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';

const MESSAGE = { type: 'object', description: 'A JSON-RPC message.' };

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
        'text/event-stream': { schema: { type: 'string' } },
      },
    }),
    ApiResponse({ status: 202, description: 'A notification was taken.' }),
    ApiResponse({ status: 403, description: 'Browsers: the origin is not allowed.' }),
  );
}
