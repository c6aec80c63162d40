import { randomUUID } from 'node:crypto';

const SESSION_ID = /^sess_[0-9a-f]{32}$/;

/** `sess_` and 32 hexadecimal digits: too many to guess. */
export function newSessionId(): string {
  return `sess_${randomUUID().replaceAll('-', '')}`;
}

/** No store is asked for anything else, so an id is safe as a part of a key. */
export function isSessionId(text: string): boolean {
  return SESSION_ID.test(text);
}

export function toSessionId(text: string): string | undefined {
  return isSessionId(text) ? text : undefined;
}
