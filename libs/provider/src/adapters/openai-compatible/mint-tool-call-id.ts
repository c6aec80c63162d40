import { randomBytes } from 'node:crypto';

/** For a vendor that gives a tool call no id: `call_` and 24 hexadecimal digits. */
export function mintToolCallId(): string {
  return `call_${randomBytes(12).toString('hex')}`;
}
