import type { AssistantPart, ChatMessage, ChatRequest, UserPart } from 'llm-gateway/contracts';

/**
 * Marks what the next request of a conversation will begin with, so that it is paid for once: the
 * end of the instructions (or of the tools, which stand before them), the end of the last request,
 * and the end of this one. Does nothing outside a conversation, and where the client set markers of
 * its own.
 *
 * A request reads the longest prefix that an earlier one wrote, and writes what follows up to its
 * last marker; so this request writes what is new since the last one. The marker at the last
 * request's end is there because Anthropic looks for earlier writes at most 20 blocks before a
 * marker: a turn may be longer. Three markers of the four that a request may have
 * (reference/protocols.md 3.1). Neither thinking nor empty text can carry one, and a prefix below
 * the model's minimum is silently not cached
 * (https://platform.claude.com/docs/en/build-with-claude/prompt-caching).
 */
export function markStablePrefixes(request: ChatRequest): ChatRequest {
  const { messages, tools, messagesSentBefore } = request;
  if (messagesSentBefore === undefined || hasMarker(request)) return request;
  const firstTurn = messages.findIndex(({ role }) => role !== 'system');
  const instructions = lastMarkable(messages, firstTurn < 0 ? messages.length : firstTurn);
  const marked = new Set([
    instructions,
    lastMarkable(messages, messagesSentBefore),
    lastMarkable(messages, messages.length),
  ]);
  const lastTool = tools?.findLastIndex(({ type }) => type === 'function') ?? -1;
  return {
    ...request,
    messages: messages.map((message, index) => (marked.has(index) ? withMarker(message) : message)),
    ...(instructions < 0 &&
      lastTool >= 0 && {
        tools: tools?.map((tool, index) => (index === lastTool ? { ...tool, cache: {} } : tool)),
      }),
  };
}

function hasMarker({ messages, tools, unknownFields }: ChatRequest): boolean {
  return (
    // The field that has Anthropic place a marker by itself.
    (unknownFields['cache_control'] ?? null) !== null ||
    tools?.some((tool) => 'cache' in tool) === true ||
    messages.some(({ parts }) => parts.some((part) => 'cache' in part))
  );
}

/** Index of the last message before `end` that can carry a marker; -1 when none can. */
function lastMarkable(messages: readonly ChatMessage[], end: number): number {
  return messages.findLastIndex(({ parts }, index) => index < end && parts.some(isMarkable));
}

function withMarker(message: ChatMessage): ChatMessage {
  const parts: readonly (UserPart | AssistantPart)[] = message.parts;
  const last = parts.findLastIndex(isMarkable);
  const marked = parts.map((part, index) => (index === last ? { ...part, cache: {} } : part));
  return { ...message, parts: marked } as ChatMessage;
}

/** Becomes a block of its own or part of a tool result, neither empty nor thinking. */
function isMarkable(part: UserPart | AssistantPart): boolean {
  return (
    part.type === 'image' || part.type === 'file' || (part.type === 'text' && part.text !== '')
  );
}
