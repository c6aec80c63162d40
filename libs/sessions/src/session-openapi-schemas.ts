const summaryProperties = {
  id: { type: 'string', examples: ['sess_0123456789abcdef0123456789abcdef'] },
  object: { type: 'string', enum: ['session'] },
  created_at: { type: 'integer', description: 'Unix seconds.' },
  expires_at: { type: 'integer', description: 'Unix seconds; moves on with each use.' },
  ttl_seconds: { type: 'integer', description: 'How long it lives on after each use.' },
  message_count: { type: 'integer', description: 'Length of the whole history.' },
  context: { type: 'object', description: 'Data for tools and routing.' },
  system: { type: 'string', description: 'Stands before the history of each chat.' },
  model: { type: 'string', description: 'Used by chats that name no model.' },
  prompt_caching: { type: 'boolean', enum: [false], description: 'There when it is turned off.' },
  tool_execution: { type: 'string', enum: ['gateway'], description: 'There when it is set.' },
  history: {
    type: 'object',
    description: 'How much of a long history is sent.',
    required: ['strategy'],
    properties: {
      max_messages: { type: 'integer' },
      max_tokens: { type: 'integer' },
      strategy: { type: 'string', enum: ['drop_oldest', 'error'] },
    },
  },
};

const summaryRequired = [
  'id',
  'object',
  'created_at',
  'expires_at',
  'ttl_seconds',
  'message_count',
  'context',
];

const MessageSchema = {
  type: 'object',
  description: "A message in OpenAI's chat format.",
  required: ['id', 'created_at', 'role'],
  properties: {
    id: { type: 'string', examples: ['msg_1'], description: 'Counts up from `msg_1`.' },
    created_at: { type: 'integer', description: 'Unix seconds.' },
    role: { type: 'string' },
  },
  additionalProperties: true,
};

export const SessionSchema = {
  type: 'object',
  required: [...summaryRequired, 'messages', 'has_more'],
  properties: {
    ...summaryProperties,
    messages: { type: 'array', items: MessageSchema, description: 'Oldest first.' },
    has_more: {
      type: 'boolean',
      description: 'Are there older messages than these? With `after`: newer ones?',
    },
  },
};

export const SessionListSchema = {
  type: 'object',
  required: ['object', 'data', 'has_more'],
  properties: {
    object: { type: 'string', enum: ['list'] },
    data: {
      type: 'array',
      items: { type: 'object', required: summaryRequired, properties: summaryProperties },
      description: 'Newest first, without messages.',
    },
    has_more: { type: 'boolean' },
  },
};
