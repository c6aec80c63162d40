import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { VERSION } from 'llm-gateway/bootstrap';

const ENTRY_POINTS = {
  name: 'llm-gateway',
  version: VERSION,
  links: {
    chat_completions: '/v1/chat/completions',
    embeddings: '/v1/embeddings',
    models: '/v1/models',
    sessions: '/v1/sessions',
    tools: '/v1/tools',
    health: '/health',
    metrics: '/metrics',
    openapi: '/openapi.json',
    docs: '/docs',
  },
};

@Controller()
@ApiTags('Operations')
export class RootController {
  @Get()
  @ApiOperation({ operationId: 'getRoot', summary: 'What this is and where to go' })
  @ApiResponse({
    status: 200,
    description: 'Name, version and links.',
    schema: {
      type: 'object',
      required: ['name', 'version', 'links'],
      properties: {
        name: { type: 'string' },
        version: { type: 'string' },
        links: { type: 'object', additionalProperties: { type: 'string' } },
      },
    },
  })
  entryPoints(): typeof ENTRY_POINTS {
    return ENTRY_POINTS;
  }
}
