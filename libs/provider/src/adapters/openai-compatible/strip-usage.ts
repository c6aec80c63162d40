import type { WireAnswer } from './openai-compatible.wire.js';

/**
 * Removes `"usage":null` from the text of any number of chunks. Inside a JSON string the quotes would
 * be escaped, so the pattern matches a key and nothing else.
 */
export function stripNullUsage(text: string): string {
  return text
    .replace(/,\s*"usage"\s*:\s*null/g, '')
    .replace(/\{\s*"usage"\s*:\s*null\s*(?:,\s*|(?=\}))/g, '{');
}

/** A chunk without its usage; undefined when it was there for nothing else. */
export function stripUsage(chunk: WireAnswer): WireAnswer | undefined {
  const { usage: _usage, ...rest } = chunk;
  return chunk.choices?.length === 0 && !('moderation' in rest) ? undefined : rest;
}
