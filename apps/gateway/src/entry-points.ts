/** Paths of the gateway by what they are for. */
export const ENTRY_POINTS = {
  chat_completions: '/v1/chat/completions',
  embeddings: '/v1/embeddings',
  models: '/v1/models',
  sessions: '/v1/sessions',
  tools: '/v1/tools',
  mcp: '/mcp',
  health: '/health',
  ready: '/health/ready',
  health_detailed: '/health/detailed',
  metrics: '/metrics',
  openapi: '/openapi.json',
  docs: '/docs',
};
