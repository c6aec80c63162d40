import { createHash } from 'node:crypto';
import type { ChatCompletionRequest } from '../openai/chat-completion-request.schema.js';

/**
 * Equal for two requests that ask the same in the same session: a SHA-256 in hexadecimal. The order of
 * keys does not count, nor whether the answer is to be streamed.
 */
export function fingerprintOf(body: ChatCompletionRequest, session: string | undefined): string {
  const { stream: _stream, stream_options: _options, session_id: _id, ...asked } = body;
  const canonical = JSON.stringify([asked, session ?? null], sortKeys);
  return createHash('sha256').update(canonical).digest('hex');
}

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
