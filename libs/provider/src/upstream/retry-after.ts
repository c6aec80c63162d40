import { headerOf, type UpstreamResponse } from './upstream-response.js';

/**
 * The delay that an upstream asks for, in milliseconds: `retry-after-ms`, else `retry-after` in
 * seconds or as an HTTP date. Undefined when it asks for none.
 */
export function retryAfterOf(
  headers: UpstreamResponse['headers'],
  now: number = Date.now(),
): number | undefined {
  const milliseconds = toNumber(headerOf(headers, 'retry-after-ms'));
  if (milliseconds !== undefined) return milliseconds;
  const value = headerOf(headers, 'retry-after')?.trim() ?? '';
  const seconds = toNumber(value);
  if (seconds !== undefined) return seconds * 1_000;
  // Without the colon of a time of day, `Date.parse` would take almost anything for a date.
  const date = value.includes(':') ? Date.parse(value) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** Digits, perhaps with a fraction, and not beyond reason. */
function toNumber(text: string | undefined): number | undefined {
  return /^\s*\d{1,12}(\.\d+)?\s*$/.test(text ?? '') ? Number(text) : undefined;
}
