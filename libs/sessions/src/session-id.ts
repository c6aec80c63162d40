import { randomBytes } from 'node:crypto';

const SESSION_ID = /^sess_[0-9a-f]{32}$/;

const TIME_DIGITS = 14;
const RANDOM_BYTES = 9;

let last = 0;

/**
 * `sess_` and 32 hexadecimal digits: the time in microseconds, then 72 random bits, too many to guess.
 * Ids of one process grow, so that sorted ids are sorted by age, and a page of them begins after an id
 * whether or not its session is still there.
 */
export function newSessionId(): string {
  last = Math.max(last + 1, Date.now() * 1_000);
  const time = last.toString(16).padStart(TIME_DIGITS, '0');
  return `sess_${time}${randomBytes(RANDOM_BYTES).toString('hex')}`;
}

/** No store is asked for anything else, so an id is safe as a part of a key. */
export function isSessionId(text: string): boolean {
  return SESSION_ID.test(text);
}

export function toSessionId(text: string): string | undefined {
  return isSessionId(text) ? text : undefined;
}
