import { randomBytes } from 'node:crypto';

/** An id for a tool call that came without one: `call_` and 24 hexadecimal digits. */
export function mintToolCallId(): string {
  return `call_${randomBytes(12).toString('hex')}`;
}
