import type { SessionDefaults, StoredMessage } from 'llm-gateway/sessions';

/**
 * How many messages the session's last request had, its system message included: those before the
 * answer that it brought. Undefined when the session wants no prompt caching.
 */
export function messagesSentBefore(
  { system, promptCaching }: SessionDefaults,
  history: readonly StoredMessage[],
): number | undefined {
  if (promptCaching === false) return undefined;
  const answer = history.findLastIndex(({ message }) => message.role === 'assistant');
  if (answer < 0) return 0;
  return answer + (system === undefined ? 0 : 1);
}
