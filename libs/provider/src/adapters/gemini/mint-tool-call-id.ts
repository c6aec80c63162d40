import { randomBytes } from 'node:crypto';

/** An id for a tool call that its provider left without one, in OpenAI's form. */
export function mintToolCallId(): string {
  return `call_${randomBytes(12).toString('hex')}`;
}
