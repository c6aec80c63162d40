import type { WireMessage } from 'llm-gateway/sessions';

/**
 * Where the turns of a conversation begin: at each user message, unless it follows another one
 * (instructions between them aside) or stands between a tool call and its result. Cut there, a
 * conversation begins with a user and has each result with its call, as every provider demands.
 */
export function turnStarts(messages: readonly WireMessage[]): readonly number[] {
  const starts: number[] = [];
  const called = new Set<string>();
  for (let index = messages.length - 1; index >= 0; index -= 1) {
    const message = messages[index]!;
    for (const call of callsIn(message)) called.delete(call);
    const result = resultOf(message);
    if (result !== undefined) called.add(result);
    if (message.role === 'user' && called.size === 0 && !followsUser(messages, index))
      starts.push(index);
  }
  return starts.toReversed();
}

/** Instructions count wherever they stand in a conversation. */
export function isInstruction({ role }: WireMessage): boolean {
  return role === 'system' || role === 'developer';
}

function followsUser(messages: readonly WireMessage[], index: number): boolean {
  let before = index - 1;
  while (before >= 0 && isInstruction(messages[before]!)) before -= 1;
  return messages[before]?.role === 'user';
}

interface ToolCall {
  readonly id: string;
  readonly function?: { readonly name: string };
}

function callsIn(message: WireMessage): readonly string[] {
  const calls = (message['tool_calls'] ?? []) as readonly ToolCall[];
  const legacy = message['function_call'] as ToolCall['function'] | null;
  return [
    ...calls.flatMap((call) => (call.function ? [call.id, byName(call.function)] : [call.id])),
    ...(legacy ? [byName(legacy)] : []),
  ];
}

function resultOf(message: WireMessage): string | undefined {
  if (message.role === 'tool') return String(message['tool_call_id']);
  return message.role === 'function' ? byName({ name: String(message['name']) }) : undefined;
}

/** The deprecated `function` messages name no call, only its function. */
function byName({ name }: { readonly name: string }): string {
  return `function ${name}`;
}
