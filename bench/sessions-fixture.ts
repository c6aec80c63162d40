import type { NewSession, WireMessage } from 'llm-gateway/sessions';

export const MESSAGES_PER_SESSION = 20;

const QUESTION = 'What is the capital of France, and why is it famous?';
const ANSWER =
  'Paris. It is famous for the Eiffel Tower, the Louvre, its cafés, and two thousand years of history.';

/** Ten turns of an ordinary length: 100 to 200 bytes of JSON a message. */
export const HISTORY: readonly WireMessage[] = Array.from(
  { length: MESSAGES_PER_SESSION },
  (_, index) =>
    index % 2 === 0
      ? { role: 'user', content: QUESTION }
      : { role: 'assistant', content: ANSWER, refusal: null },
);

export function sessionToStore(id: string): NewSession {
  const context = { user: 'alice', locale: 'fr-FR' };
  return { id, owner: '', ttlMs: 86_400_000, context, defaults: {}, messages: HISTORY };
}

export function chatBody(sessionId?: string): string {
  return JSON.stringify({
    model: 'gpt-4o-mini',
    messages: [{ role: 'user', content: QUESTION }],
    ...(sessionId !== undefined && { session_id: sessionId }),
  });
}
