import { GatewayError } from 'llm-gateway/contracts';
import type { StoredMessage, WireMessage } from '../session.js';

const NOT_MADE = 'This call was not made: the conversation went on without its result.';

/**
 * What a request adds to the history. When the history ends in tool calls, it begins with their
 * results; a request that goes on without them closes each with a note, since no provider accepts a
 * call that was never answered. Throws `invalid_request` for results that nobody waits for, and for
 * results that are missing.
 */
export function turnMessages(
  history: readonly StoredMessage[],
  sent: readonly WireMessage[],
): readonly WireMessage[] {
  const pending = pendingCalls(history);
  const results = leadingResults(sent);
  results.forEach((result, index) => {
    const id = String(result['tool_call_id']);
    if (!pending.includes(id))
      throw invalid(
        `messages[${index}].tool_call_id`,
        pending.length === 0
          ? `The session waits for no tool result, and '${id}' is one.`
          : `The session waits for no result of '${id}', but of ${list(pending)}.`,
      );
  });
  if (results.length === 0) return [...pending.map(closeCall), ...sent];
  const given = new Set(results.map((result) => result['tool_call_id']));
  const missing = pending.filter((id) => !given.has(id));
  if (missing.length > 0)
    throw invalid(
      'messages',
      `The session also waits for the result of ${list(missing)}: send all results together, as the first messages.`,
    );
  return sent;
}

/** Of the last message of the assistant, those that no result after it answers. */
function pendingCalls(history: readonly StoredMessage[]): readonly string[] {
  const last = history.findLastIndex(({ message }) => message.role !== 'tool');
  const assistant = history[last]?.message;
  if (assistant?.role !== 'assistant') return [];
  const answered = new Set(history.slice(last + 1).map(({ message }) => message['tool_call_id']));
  const calls = (assistant['tool_calls'] ?? []) as readonly { readonly id: string }[];
  return calls.map(({ id }) => id).filter((id) => !answered.has(id));
}

function leadingResults(sent: readonly WireMessage[]): readonly WireMessage[] {
  const end = sent.findIndex(({ role }) => role !== 'tool');
  return end < 0 ? sent : sent.slice(0, end);
}

function closeCall(id: string): WireMessage {
  return { role: 'tool', tool_call_id: id, content: NOT_MADE };
}

function list(ids: readonly string[]): string {
  return ids.map((id) => `'${id}'`).join(', ');
}

function invalid(param: string, message: string): GatewayError {
  return new GatewayError('invalid_request', message, { param });
}
