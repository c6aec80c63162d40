import { createHash } from 'node:crypto';
import type { EncodeContext } from './encode-context.js';

/**
 * The id of an earlier tool call as the vendor takes it. Mistral wants nine letters and digits
 * (reference/protocols.md 4.3); another provider's id is hashed, so that call and result still match.
 */
export function encodeToolCallId(id: string, { options }: EncodeContext): string {
  if (options.toolCallIds === 'any' || /^[a-zA-Z0-9]{9}$/.test(id)) return id;
  return createHash('sha256').update(id).digest('hex').slice(0, 9);
}
