import type { ErrorCode } from 'llm-gateway/contracts';

/** What a route that calls a provider may answer besides success. */
export const PROVIDER_ERRORS: readonly ErrorCode[] = [
  'invalid_json',
  'invalid_request',
  'unsupported_parameter',
  'unsupported_value',
  'context_length_exceeded',
  'content_filter',
  'provider_rejected_request',
  'model_not_found',
  'request_too_large',
  'unsupported_media_type',
  'rate_limit_exceeded',
  'insufficient_quota',
  'provider_auth_error',
  'provider_error',
  'provider_unreachable',
  'provider_invalid_response',
  'provider_stream_interrupted',
  'provider_not_configured',
  'provider_overloaded',
  'provider_timeout',
];
