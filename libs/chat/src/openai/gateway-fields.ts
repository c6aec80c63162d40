/** Top-level fields of a chat request that steer the gateway itself, and never travel on. */
export const GATEWAY_FIELDS = [
  'session_id',
  'tool_execution',
  'max_tool_rounds',
  'max_tool_tokens',
  'include_tool_results',
] as const;
