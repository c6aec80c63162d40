import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ApiErrors } from 'llm-gateway/http';
import { ChatCompletionRequest } from './openai/chat-completion-request.schema.js';
import { ChatCompletionSchema } from './openai/openapi-schemas.js';
import { PROVIDER_ERRORS } from './provider-errors.js';

const MODEL = 'simulator/echo';

const EXAMPLES = {
  text: {
    summary: 'One question',
    value: { model: MODEL, messages: [{ role: 'user', content: 'Hello!' }] },
  },
  stream: {
    summary: 'A streamed answer with usage at its end',
    value: {
      model: MODEL,
      stream: true,
      stream_options: { include_usage: true },
      messages: [{ role: 'user', content: 'Hello!' }],
    },
  },
  tools: {
    summary: 'A tool that the model may call',
    value: {
      model: MODEL,
      messages: [{ role: 'user', content: 'Use get_weather for Paris.' }],
      tools: [
        {
          type: 'function',
          function: {
            name: 'get_weather',
            parameters: {
              type: 'object',
              properties: { city: { type: 'string' } },
              required: ['city'],
            },
          },
        },
      ],
    },
  },
};

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  required: false,
  description:
    'Runs the chat once: the same key with the same body within 24 hours gets the first answer again, with the header `idempotent-replayed: true`, whole or streamed as it asks.',
  schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[!-~]+$' },
} as const;

const IDEMPOTENCY_ERRORS = ['idempotency_key_reused', 'idempotency_conflict'] as const;

const SESSION_ERRORS = [
  'session_not_found',
  'session_busy',
  'session_conflict',
  'session_store_unavailable',
  'session_store_not_configured',
] as const;

export function ApiChatCompletion(): MethodDecorator {
  return applyDecorators(
    ApiTags('Chat'),
    ApiOperation({
      operationId: 'createChatCompletion',
      summary: 'Answers a conversation',
      description:
        'OpenAI\'s chat completions for any provider. With `stream: true` the answer comes as server-sent events that end in `data: [DONE]`; a failure after the first event is `data: {"error": {...}}` and no `[DONE]`. The header `x-gateway-ignored-params` names fields that the provider could not honour. `session_id`, or the header `x-session-id`, continues a session: `x-gateway-history-messages` tells how many of its messages were sent, `x-gateway-history-dropped` how many were left out since the model or the session allows no more.',
    }),
    ApiHeader(IDEMPOTENCY_KEY),
    ApiBody({ schema: ChatCompletionRequest as never, examples: EXAMPLES }),
    ApiResponse({
      status: 200,
      description: 'The answer, or its stream.',
      content: {
        'application/json': { schema: ChatCompletionSchema as never },
        // A schema here would be one of each event, for which OpenAPI 3.1 has no word.
        'text/event-stream': {},
      },
    }),
    ApiErrors(...PROVIDER_ERRORS, ...SESSION_ERRORS, ...IDEMPOTENCY_ERRORS),
  );
}
