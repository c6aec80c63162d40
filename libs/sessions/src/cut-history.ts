import { invalidField } from 'llm-gateway/contracts';
import { messageId } from './message-id.js';
import type { StoredMessage, WireMessage } from './session.js';

/**
 * The history up to and including a position, or all of it. Throws `invalid_request` when there is no
 * such message, and when tool results follow it: no provider accepts calls whose results are missing.
 *
 * @param messages from the first on, one further than the cut if there is one
 */
export function cutHistory(
  messages: readonly StoredMessage[],
  position: number | undefined = messages.length,
): readonly WireMessage[] {
  const next = messages[position];
  if (position > messages.length)
    throw invalidField('up_to', `names no message of the session: ${messageId(position)}`);
  if (next && isToolResult(next.message))
    throw invalidField(
      'up_to',
      `would cut tool calls from their results, which go on in ${messageId(position + 1)}`,
    );
  return messages.slice(0, position).map(({ message }) => message);
}

function isToolResult({ role }: WireMessage): boolean {
  return role === 'tool' || role === 'function';
}
