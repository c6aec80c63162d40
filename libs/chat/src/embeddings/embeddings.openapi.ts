import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ApiErrors } from 'llm-gateway/http';
import { PROVIDER_ERRORS } from '../provider-errors.js';
import { EmbeddingsRequest } from './embeddings-request.schema.js';

const EXAMPLES = {
  text: {
    summary: 'One text',
    value: { model: 'simulator/embedding', input: 'The food was delicious.' },
  },
};

export function ApiEmbeddings(): MethodDecorator {
  return applyDecorators(
    ApiTags('Embeddings'),
    ApiOperation({ operationId: 'createEmbeddings', summary: 'Turns texts into vectors' }),
    ApiBody({ schema: EmbeddingsRequest as never, examples: EXAMPLES }),
    ApiResponse({
      status: 200,
      description: 'One vector for each input, in the order of the inputs.',
      content: {
        'application/json': {
          schema: {
            type: 'object',
            required: ['object', 'data', 'model', 'usage'],
            properties: {
              object: { type: 'string', enum: ['list'] },
              model: { type: 'string' },
              data: {
                type: 'array',
                items: {
                  type: 'object',
                  required: ['object', 'index', 'embedding'],
                  properties: {
                    object: { type: 'string', enum: ['embedding'] },
                    index: { type: 'integer' },
                    embedding: {
                      oneOf: [{ type: 'array', items: { type: 'number' } }, { type: 'string' }],
                    },
                  },
                },
              },
              usage: {
                type: 'object',
                properties: {
                  prompt_tokens: { type: 'integer' },
                  total_tokens: { type: 'integer' },
                },
              },
            },
          },
        },
      },
    }),
    ApiErrors(...PROVIDER_ERRORS, 'embeddings_not_supported'),
  );
}
