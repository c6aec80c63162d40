import type { JsonSchema } from 'llm-gateway/contracts';

const integer = (description: string): JsonSchema => ({ type: 'integer', description });

export const UsageSchema: JsonSchema = {
  type: 'object',
  required: ['prompt_tokens', 'completion_tokens', 'total_tokens'],
  properties: {
    prompt_tokens: integer('Cached tokens included.'),
    completion_tokens: integer('Thinking included.'),
    total_tokens: integer('Sum of both.'),
    prompt_tokens_details: {
      type: 'object',
      properties: {
        cached_tokens: integer('Read from a prompt cache.'),
        cache_write_tokens: integer('Written to a prompt cache.'),
      },
    },
    completion_tokens_details: {
      type: 'object',
      properties: { reasoning_tokens: integer('Thinking.') },
    },
  },
};

export const ChatCompletionSchema: JsonSchema = {
  type: 'object',
  required: ['id', 'object', 'created', 'model', 'choices'],
  properties: {
    id: { type: 'string', examples: ['chatcmpl-7f9c'] },
    object: { type: 'string', enum: ['chat.completion'] },
    created: integer('Unix seconds.'),
    model: { type: 'string', description: 'The model that answered, as its provider names it.' },
    choices: {
      type: 'array',
      items: {
        type: 'object',
        required: ['index', 'message', 'logprobs', 'finish_reason'],
        properties: {
          index: integer('Counts the answers from 0.'),
          finish_reason: {
            type: 'string',
            enum: ['stop', 'length', 'tool_calls', 'content_filter', 'function_call'],
          },
          logprobs: { type: ['object', 'null'] },
          message: {
            type: 'object',
            required: ['role', 'content', 'refusal'],
            properties: {
              role: { type: 'string', enum: ['assistant'] },
              content: { type: ['string', 'null'] },
              refusal: { type: ['string', 'null'] },
              reasoning_content: { type: 'string', description: 'Thinking text.' },
              reasoning_details: {
                type: 'array',
                items: { type: 'object' },
                description: 'Thinking blocks with signatures; send them back unchanged.',
              },
              tool_calls: { type: 'array', items: { type: 'object' } },
            },
          },
        },
      },
    },
    usage: UsageSchema,
  },
};
