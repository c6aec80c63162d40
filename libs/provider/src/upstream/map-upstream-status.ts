import { GatewayError, type ErrorCode, type GatewayErrorDetails } from 'llm-gateway/contracts';

/** What an adapter has read out of a vendor's error response. */
export interface VendorError {
  readonly provider: string;
  readonly status: number;
  /** The vendor's own words; empty when it gave none. */
  readonly message: string;
  readonly vendorCode?: string;
  /** Request field at fault, when the vendor names it. */
  readonly param?: string;
  readonly retryAfterMs?: number;
}

/**
 * The one table from upstream status to ours. A client's fault keeps its 4xx; the gateway's key is
 * never the client's 401; a vendor's 5xx is 502, an overload 503.
 */
export function mapUpstreamStatus(error: VendorError): GatewayError {
  const { provider, status, vendorCode, param, retryAfterMs } = error;
  const said = error.message || `HTTP status ${status} without a message`;
  const details: GatewayErrorDetails = {
    provider,
    ...(vendorCode !== undefined && { providerCode: vendorCode }),
    ...(param !== undefined && { param }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
  const make = (code: ErrorCode, message: string, more: GatewayErrorDetails = {}) =>
    new GatewayError(code, message, { ...details, ...more });

  if (status < 400)
    return make(
      'provider_error',
      `Provider '${provider}' redirected the request with status ${status}: its base URL is wrong.`,
      { retry: false },
    );
  if (status === 401 || status === 403)
    return make(
      'provider_auth_error',
      `Provider '${provider}' rejected the gateway's credentials: ${said}`,
    );
  if (status === 402 || vendorCode === 'insufficient_quota')
    return make('insufficient_quota', said);
  if (status === 404) return make('model_not_found', said);
  if (status === 413) return make('request_too_large', said);
  if (status === 429) return make('rate_limit_exceeded', said, { transient: true });
  if (status === 408 || status === 409) return make('provider_error', said, { transient: true });
  if (status === 529 || (status === 503 && isOverload(error)))
    return make('provider_overloaded', said, { transient: true });
  if (status >= 500)
    return make('provider_error', `Provider '${provider}' failed with status ${status}: ${said}`, {
      transient: true,
    });
  if (isContextOverflow(said, vendorCode)) return make('context_length_exceeded', said);
  if (vendorCode === 'content_filter') return make('content_filter', said);
  if (vendorCode === 'unsupported_parameter' || vendorCode === 'unsupported_value')
    return make(vendorCode, said);
  return make('provider_rejected_request', said, { status });
}

function isOverload({ message, vendorCode, retryAfterMs }: VendorError): boolean {
  return (
    retryAfterMs !== undefined || /overload|unavailable|capacity/i.test(`${vendorCode} ${message}`)
  );
}

/** The vendors' wordings of "too long": reference/protocols.md 4.10. */
const CONTEXT_OVERFLOW =
  /context_length_exceeded|prompt is too long|prompt too long|maximum context length|exceeds? the maximum number of tokens|input tokens exceeded|too_many_prompt_tokens|TOO_MANY_TOKENS|input token count .* exceeds|exceed context limit/i;

function isContextOverflow(message: string, vendorCode: string | undefined): boolean {
  return CONTEXT_OVERFLOW.test(`${vendorCode ?? ''} ${message}`);
}
