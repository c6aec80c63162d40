import { GatewayError, type Provider } from 'llm-gateway/contracts';
import { mapUpstreamStatus } from '../../upstream/map-upstream-status.js';
import { retryAfterOf } from '../../upstream/retry-after.js';
import type { MapUpstreamError } from '../../upstream/upstream-client.js';
import { headerOf } from '../../upstream/upstream-response.js';
import type { AnthropicError } from './anthropic.wire.js';

/** The status that each type of error has outside a stream (reference/protocols.md 3.4). */
const STATUS_OF: Readonly<Record<string, number>> = {
  invalid_request_error: 400,
  authentication_error: 401,
  billing_error: 402,
  permission_error: 403,
  not_found_error: 404,
  conflict_error: 409,
  request_too_large: 413,
  rate_limit_error: 429,
  api_error: 500,
  timeout_error: 504,
  overloaded_error: 529,
};

/** Money that is used up is told as a rate limit or as an invalid request. */
const SPENT = /credit balance is too low|API usage (limits?|threshold)|spend(ing)? (limit|cap)/i;

/** How Anthropic words a fault that has a code of ours, beside those that every vendor's errors are searched for. */
const FILTERED = /blocked by content filtering/i;

/** Maps an error response (reference/protocols.md 3.4, 3.7). */
export const mapAnthropicError: MapUpstreamError = (response, provider) => {
  const { status, headers, json, text } = response;
  const error = errorOf(json) ?? { message: isHtml(text) ? '' : text.trim().slice(0, 500) };
  const mapped = map(status, error, provider, retryAfterOf(headers));
  if (headerOf(headers, 'x-should-retry') !== 'false') return mapped;
  const details = { ...mapped.details, transient: false, retry: false };
  return new GatewayError(mapped.code, mapped.message, details);
};

/** Maps an `error` event inside a stream that began with status 200. */
export function mapAnthropicStreamError(
  error: AnthropicError | undefined,
  provider: Provider,
): GatewayError {
  return map(STATUS_OF[error?.type ?? ''] ?? 500, error ?? {}, provider);
}

function map(
  status: number,
  { type, message = '', details }: AnthropicError,
  provider: Provider,
  retryAfterMs?: number,
): GatewayError {
  const vendorCode = details?.error_code ?? type;
  const error = {
    provider: provider.name,
    message,
    ...(vendorCode !== undefined && { vendorCode }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
  const isSpent =
    vendorCode === 'enforced_spend_limit_reached' ||
    // A limit that passes soon says when; a spend cap does not.
    ((status === 400 || status === 429) && retryAfterMs === undefined && SPENT.test(message));
  const mapped = mapUpstreamStatus({ ...error, status: isSpent ? 402 : status });
  if (mapped.code !== 'provider_rejected_request' || !FILTERED.test(message)) return mapped;
  return new GatewayError('content_filter', message, mapped.details);
}

function errorOf(json: unknown): AnthropicError | undefined {
  const error = (json as { error?: unknown } | null | undefined)?.error;
  if (typeof error === 'string') return { message: error };
  return typeof error === 'object' && error !== null ? (error as AnthropicError) : undefined;
}

function isHtml(text: string): boolean {
  return /^\s*</.test(text);
}
