type Bag = Readonly<Record<string, unknown>>;

/** Extensions of other vendors that this gateway gives to clients, and that OpenAI refuses. */
const MESSAGE_FIELDS = ['reasoning_content', 'reasoning', 'reasoning_details', 'thinking'];

/**
 * True when the history carries what only another provider understands: thinking, thought signatures,
 * cache markers. Such a body is translated, which leaves them out, and not forwarded.
 */
export function hasForeignFields(json: Bag): boolean {
  const { messages, tools } = json;
  return (
    (Array.isArray(messages) && messages.some(isForeignMessage)) ||
    (Array.isArray(tools) && tools.some((tool: Bag) => 'cache_control' in tool))
  );
}

function isForeignMessage(message: Bag): boolean {
  if (MESSAGE_FIELDS.some((name) => name in message) || 'cache_control' in message) return true;
  const { content, tool_calls: calls } = message;
  return (
    (Array.isArray(calls) && calls.some((call: Bag) => 'extra_content' in call)) ||
    (Array.isArray(content) && content.some((part: Bag) => 'cache_control' in part))
  );
}
