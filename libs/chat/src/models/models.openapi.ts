import { applyDecorators } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ApiErrors } from 'llm-gateway/http';

const ModelSchema = {
  type: 'object',
  required: ['id', 'object', 'created', 'owned_by', 'provider'],
  properties: {
    id: { type: 'string', examples: ['simulator/echo'] },
    object: { type: 'string', enum: ['model'] },
    created: { type: 'integer', description: 'Unix seconds.' },
    owned_by: { type: 'string' },
    provider: { type: 'string' },
    context_window: { type: 'integer', description: 'Tokens; absent when unknown.' },
  },
};

const json = (schema: object) => ({ 'application/json': { schema: schema as never } });

export function ApiModels(): MethodDecorator {
  return applyDecorators(
    ApiTags('Models'),
    ApiOperation({ operationId: 'listModels', summary: 'What this gateway can serve now' }),
    ApiResponse({
      status: 200,
      description: 'The models of the configured providers.',
      content: json({
        type: 'object',
        required: ['object', 'data'],
        properties: {
          object: { type: 'string', enum: ['list'] },
          data: { type: 'array', items: ModelSchema },
        },
      }),
    }),
  );
}

export function ApiModel(): MethodDecorator {
  return applyDecorators(
    ApiTags('Models'),
    ApiOperation({ operationId: 'retrieveModel', summary: 'One model' }),
    ApiParam({ name: 'id', description: '`provider/model`, a bare name or an alias.' }),
    ApiResponse({ status: 200, description: 'The model.', content: json(ModelSchema) }),
    ApiErrors('model_not_found', 'provider_not_configured'),
  );
}
