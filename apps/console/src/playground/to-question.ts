import type { Turn } from './turn.js';

/**
 * The turns that a request asks about: those so far and a new message. Without a new one they end at the
 * last message of the user, whose answer is asked for again.
 */
export function toQuestion(turns: readonly Turn[], text: string, id: number): readonly Turn[] {
  if (text.trim() !== '') return [...turns, { role: 'user', id, content: text }];
  return turns.slice(0, turns.findLastIndex(({ role }) => role === 'user') + 1);
}
