import { headerOf, type UpstreamResponse } from './upstream-response.js';

/**
 * The delay that an upstream asks for, in milliseconds: `retry-after-ms`, else `retry-after` in
 * seconds or as an HTTP date. Undefined when it asks for none.
 */
export function retryAfterOf(
  headers: UpstreamResponse['headers'],
  now: number = Date.now(),
): number | undefined {
  const milliseconds = Number(headerOf(headers, 'retry-after-ms') ?? Number.NaN);
  if (Number.isFinite(milliseconds) && milliseconds >= 0) return milliseconds;
  const value = headerOf(headers, 'retry-after')?.trim();
  if (!value) return undefined;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return seconds >= 0 ? seconds * 1_000 : undefined;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
