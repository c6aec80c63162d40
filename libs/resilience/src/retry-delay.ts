const FIRST_DELAY_MS = 250;
const MAXIMUM_DELAY_MS = 8_000;

/**
 * Milliseconds before a retry: what the upstream asked for and a little more, so that its callers
 * do not return all at once; else exponential backoff with full jitter.
 */
export function retryDelay(
  retry: number,
  retryAfterMs: number | undefined,
  random: () => number = Math.random,
): number {
  if (retryAfterMs !== undefined) return retryAfterMs + random() * FIRST_DELAY_MS;
  return random() * Math.min(MAXIMUM_DELAY_MS, FIRST_DELAY_MS * 2 ** (retry - 1));
}
