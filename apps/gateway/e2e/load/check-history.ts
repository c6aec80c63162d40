import type { SessionMessageJson } from '../support/sessions-client.js';
import type { Conversation } from './conversation.js';

const TURN = ['user', 'assistant', 'tool', 'assistant'];

/** What is wrong with a session's stored history, by what its client saw: nothing, if all is well. */
export function checkHistory(
  { id, complete, unknown }: Pick<Conversation, 'id' | 'complete' | 'unknown'>,
  history: readonly SessionMessageJson[],
): readonly string[] {
  const wrong: string[] = [];
  const stored: string[] = [];
  for (let start = 0; start < history.length; start += TURN.length) {
    const turn = history.slice(start, start + TURN.length);
    if (turn.map(({ role }) => role).join() !== TURN.join())
      return [`${id}: half a turn at message ${start}`];
    stored.push(JSON.stringify([turn[0]!.content, turn[3]!.content]));
  }
  if (new Set(stored).size < stored.length) wrong.push(`${id}: a turn is there twice`);
  // A failed turn may be there; it must be whole, and nothing else may be.
  const mayBe = new Set(unknown);
  const seen = stored.filter((turn) => !mayBe.has((JSON.parse(turn) as [string])[0]));
  const expected = complete.map(({ question, answer }) => JSON.stringify([question, answer]));
  const missing = expected.filter((turn) => !seen.includes(turn));
  const surplus = seen.filter((turn) => !expected.includes(turn));
  wrong.push(...missing.map((turn) => `${id}: lost ${turn}`));
  wrong.push(...surplus.map((turn) => `${id}: never seen ${turn}`));
  if (wrong.length === 0 && seen.join() !== expected.join()) wrong.push(`${id}: in another order`);
  return wrong;
}
