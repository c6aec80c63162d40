import type { GatewayError, Provider } from 'llm-gateway/contracts';
import { mapUpstreamStatus } from '../../upstream/map-upstream-status.js';
import { retryAfterOf } from '../../upstream/retry-after.js';
import type { MapUpstreamError } from '../../upstream/upstream-client.js';
import type { UpstreamErrorResponse } from '../../upstream/upstream-response.js';
import type { GeminiErrorDetail, GeminiStatus } from './gemini.wire.js';

/**
 * Google's RPC status as one of our errors. The delay stands in the body, a bad key is a 400 and a
 * used-up daily quota looks like a rate limit (reference/protocols.md 4.1).
 */
export const mapGeminiError: MapUpstreamError = (response, provider) => {
  const status = geminiStatusOf(response.json);
  if (status) return mapStatus(status, response.status, response.headers, provider);
  return mapUpstreamStatus({
    provider: provider.name,
    status: response.status,
    message: '',
    ...retryAfter(undefined, response.headers),
  });
};

/** An error that came inside a stream, where HTTP said 200. */
export function mapGeminiStreamError(status: GeminiStatus, provider: Provider): GatewayError {
  const byName = HTTP_STATUSES[status.status ?? ''];
  return mapStatus(status, status.code ?? byName ?? 500, {}, provider);
}

/** The status in an error body, which some of Google's front ends wrap in a list. */
export function geminiStatusOf(json: unknown): GeminiStatus | undefined {
  const body: unknown = Array.isArray(json) ? json[0] : json;
  const error = (body as { error?: unknown } | null | undefined)?.error;
  return typeof error === 'object' && error !== null ? error : undefined;
}

/** google.rpc.Code to HTTP, for errors that carry the name alone. */
const HTTP_STATUSES: Readonly<Record<string, number>> = {
  INVALID_ARGUMENT: 400,
  FAILED_PRECONDITION: 400,
  OUT_OF_RANGE: 400,
  UNAUTHENTICATED: 401,
  PERMISSION_DENIED: 403,
  NOT_FOUND: 404,
  ABORTED: 409,
  RESOURCE_EXHAUSTED: 429,
  INTERNAL: 500,
  UNAVAILABLE: 503,
  DEADLINE_EXCEEDED: 504,
};

function mapStatus(
  error: GeminiStatus,
  httpStatus: number,
  headers: UpstreamErrorResponse['headers'],
  provider: Provider,
): GatewayError {
  const details = error.details ?? [];
  const reason = details.find((detail) => detail.reason)?.reason;
  const message = error.message ?? '';
  const isOutOfQuota = httpStatus === 429 && hasUsedUpQuota(details, message);
  const isBadKey = reason === 'API_KEY_INVALID' || /^API key (not valid|expired)/.test(message);
  const vendorCode = (isBadKey ? reason : undefined) ?? error.status ?? reason;
  return mapUpstreamStatus({
    provider: provider.name,
    status: toCommonStatus(httpStatus, isBadKey, isOutOfQuota),
    message,
    ...(vendorCode && { vendorCode }),
    ...(!isOutOfQuota && retryAfter(details, headers)),
  });
}

/** The status that other vendors give to what Google means. */
function toCommonStatus(status: number, isBadKey: boolean, isOutOfQuota: boolean): number {
  if (isBadKey) return 401;
  if (isOutOfQuota) return 402;
  // CANCELLED: Google gave up; the client's own leaving never reaches this point.
  return status === 499 ? 500 : status;
}

/** A limit for a day, or of zero, is not over when the delay that stands beside it has passed. */
function hasUsedUpQuota(details: readonly GeminiErrorDetail[], message: string): boolean {
  const violations = details.flatMap((detail) => detail.violations ?? []);
  return (
    violations.some(
      ({ quotaId, quotaValue }) => /PerDay/i.test(quotaId ?? '') || quotaValue === '0',
    ) || /limit: 0\b/.test(message)
  );
}

/** A proxy's header, else `google.rpc.RetryInfo`: seconds with a trailing `s`. */
function retryAfter(
  details: readonly GeminiErrorDetail[] | undefined,
  headers: UpstreamErrorResponse['headers'],
): { readonly retryAfterMs?: number } {
  const fromHeader = retryAfterOf(headers);
  if (fromHeader !== undefined) return { retryAfterMs: fromHeader };
  const delay = details?.find((detail) => detail.retryDelay)?.retryDelay;
  const seconds = Number.parseFloat(delay ?? '');
  return Number.isFinite(seconds) ? { retryAfterMs: Math.ceil(seconds * 1_000) } : {};
}
