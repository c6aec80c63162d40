import type { FakeAnthropicRules } from './fake-anthropic-rules.js';

/** Anthropic's rules for a conversation; the message of its 400 or undefined. */
export function checkAnthropicMessages(body: any, rules: FakeAnthropicRules): string | undefined {
  const { messages, system, thinking } = body;
  if (messages.length === 0) return 'messages: at least one message is required';
  if (system?.some(isEmptyText)) return 'system: text content blocks must be non-empty';
  const used = new Set<string>();
  for (const [index, message] of messages.entries()) {
    const at = `messages.${index}`;
    const blocks: any[] = typeof message.content === 'string' ? [] : message.content;
    if (blocks.length === 0 && typeof message.content !== 'string')
      return `${at}: all messages must have non-empty content`;
    if (blocks.some(isEmptyText)) return 'messages: text content blocks must be non-empty';
    const fault =
      checkTurn(messages, index, rules) ??
      checkResults(blocks, messages[index - 1], at) ??
      checkCalls(blocks, messages[index + 1], at, used) ??
      checkThoughts(blocks, at);
    if (fault) return fault;
  }
  return checkEnd(messages, rules) ?? checkToolLoop(messages, thinking);
}

function isEmptyText(block: any): boolean {
  return block.type === 'text' && block.text === '';
}

function checkTurn(messages: any[], index: number, rules: FakeAnthropicRules): string | undefined {
  const { role } = messages[index];
  if (role !== 'system') return undefined;
  if (index === 0)
    return "messages.0: use the top-level 'system' parameter for the initial system prompt";
  if (!rules.systemTurns) return `messages.${index}: role 'system' is not supported on this model`;
  const before = messages[index - 1]?.role;
  const after = messages[index + 1]?.role;
  if (before === 'assistant' || after === 'user')
    return `messages.${index}: a system message must follow a user turn and end it`;
  return undefined;
}

function checkResults(blocks: any[], before: any, at: string): string | undefined {
  const asked = new Set(callsOf(before).map(({ id }) => id));
  let hasOther = false;
  for (const [place, block] of blocks.entries()) {
    if (block.type !== 'tool_result') hasOther = true;
    else if (hasOther)
      return `${at}.content.${place}: tool_result blocks must come first in a user message`;
    else if (!asked.has(block.tool_use_id))
      return `${at}.content.${place}: unexpected \`tool_use_id\` found in \`tool_result\` blocks: ${block.tool_use_id}. Each \`tool_result\` block must have a corresponding \`tool_use\` block in the previous message.`;
  }
  return undefined;
}

function checkCalls(blocks: any[], after: any, at: string, used: Set<string>): string | undefined {
  const answered = new Set(
    (Array.isArray(after?.content) ? after.content : []).map((block: any) => block.tool_use_id),
  );
  for (const [place, { id, name, input }] of callsOf({ content: blocks }).entries()) {
    if (!/^[a-zA-Z0-9_-]+$/.test(id))
      return `${at}.content.${place}.tool_use.id: String should match pattern '^[a-zA-Z0-9_-]+$'`;
    if (!/^[a-zA-Z0-9_-]{1,64}$/.test(name))
      return `${at}.content.${place}.tool_use.name: String should match pattern '^[a-zA-Z0-9_-]{1,64}$'`;
    if (typeof input !== 'object' || input === null || Array.isArray(input))
      return `${at}.content.${place}.tool_use.input: Input should be a valid dictionary`;
    if (used.has(id)) return 'messages: `tool_use` ids must be unique';
    used.add(id);
    if (!answered.has(id))
      return `${at}: \`tool_use\` ids were found without \`tool_result\` blocks immediately after: ${id}. Each \`tool_use\` block must have a corresponding \`tool_result\` block in the next message.`;
  }
  return undefined;
}

function checkThoughts(blocks: any[], at: string): string | undefined {
  const marked = blocks.findIndex(
    ({ type, cache_control }) => /thinking/.test(type) && cache_control,
  );
  if (marked >= 0)
    return `${at}.content.${marked}.thinking.cache_control: Extra inputs are not permitted`;
  const place = blocks.findIndex(({ type, signature }) => type === 'thinking' && !signature);
  return place < 0
    ? undefined
    : `${at}.content.${place}: Invalid \`signature\` in \`thinking\` block`;
}

function checkEnd(messages: any[], rules: FakeAnthropicRules): string | undefined {
  const last = messages.at(-1);
  // A paused turn is continued: it ends in the call of a server tool.
  if (last.role !== 'assistant' || last.content.at(-1).type !== 'text') return undefined;
  if (!rules.prefill)
    return 'This model does not support assistant message prefill. The conversation must end with a user message.';
  return /\s$/.test(last.content.at(-1).text)
    ? 'messages: final assistant content cannot end with trailing whitespace'
    : undefined;
}

function checkToolLoop(messages: any[], thinking: any): string | undefined {
  const last = messages.findLastIndex(({ role }) => role === 'assistant');
  if (thinking?.type !== 'enabled' || last < 0) return undefined;
  const first = messages[last].content[0]?.type;
  const isLoop = messages[last + 1]?.content[0]?.type === 'tool_result';
  return isLoop && !/thinking/.test(first)
    ? `messages.${last}.content.0.type: Expected \`thinking\` or \`redacted_thinking\`, but found \`${first}\`. When \`thinking\` is enabled, a final \`assistant\` message must start with a thinking block.`
    : undefined;
}

function callsOf(message: any): any[] {
  const blocks = Array.isArray(message?.content) ? message.content : [];
  return blocks.filter(({ type }: any) => type === 'tool_use');
}
