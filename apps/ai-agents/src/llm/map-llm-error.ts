import { ERROR_CODES, GatewayError, type ErrorBody, type ErrorCode } from 'llm-gateway/contracts';

/** What our own client causes by its choice of model and code, or can wait out. */
const CLIENT_CODES: readonly ErrorCode[] = [
  'context_length_exceeded',
  'content_filter',
  'model_not_found',
  'rate_limit_exceeded',
  'insufficient_quota',
];

/** The codes of a run that fails behind this service. */
export const FORWARDED_CODES: readonly ErrorCode[] = [
  ...CLIENT_CODES,
  'provider_error',
  'provider_invalid_response',
  'provider_unreachable',
  'provider_overloaded',
  'provider_timeout',
];

/**
 * The gateway's error as ours: its message and code, and `Retry-After`. A 4xx that our client can do
 * something about keeps its status; any other error is one of a server behind us.
 */
export function mapLlmError(status: number, body: unknown, retryAfter: unknown): GatewayError {
  const error = (body as { readonly error?: Partial<ErrorBody> } | null)?.error ?? {};
  const { message = 'no reason given.', code, provider, provider_code: providerCode } = error;
  const isKnown = code !== undefined && Object.hasOwn(ERROR_CODES, code);
  const keepsStatus = isKnown && CLIENT_CODES.includes(code);
  const seconds = Number.parseInt(String(retryAfter), 10);
  return new GatewayError(
    isKnown ? code : 'provider_error',
    `The LLM gateway answered ${status}: ${message}`,
    {
      status: keepsStatus || [502, 503, 504].includes(status) ? status : 502,
      ...(seconds >= 0 && { retryAfterMs: seconds * 1_000 }),
      ...(provider !== undefined && { provider }),
      ...(providerCode !== undefined && { providerCode }),
    },
  );
}
