import { GatewayError, type Provider } from 'llm-gateway/contracts';
import { mapUpstreamStatus } from '../../upstream/map-upstream-status.js';
import { retryAfterOf } from '../../upstream/retry-after.js';
import type { MapUpstreamError } from '../../upstream/upstream-client.js';
import { optionsOf } from './openai-compatible.options.js';
import { readVendorError, type ReadError } from './read-vendor-error.js';

/** Maps an error response of any OpenAI-compatible vendor: reference/protocols.md 1.5 and 4.10. */
export const mapOpenAiCompatibleError: MapUpstreamError = (response, provider) => {
  const error = readVendorError(response.json) ?? { message: plainTextOf(response.text) };
  const retryAfterMs = retryAfterOf(response.headers) ?? error.retryAfterMs;
  return mapReadError(
    { ...error, ...(retryAfterMs !== undefined && { retryAfterMs }) },
    response.status,
    provider,
  );
};

/** True for a body that tells of an error though its status was 200, in any of the recorded shapes. */
export function isErrorBody(body: unknown): boolean {
  const [first] = Array.isArray(body) ? body : [body];
  if (typeof first !== 'object' || first === null) return false;
  const { error, object, detail } = first as Readonly<Record<string, unknown>>;
  return error != null || object === 'error' || detail != null;
}

/** Maps a body that tells of an error though its status was 200: in a stream, or in place of an answer. */
export function mapErrorBody(body: unknown, provider: Provider): GatewayError {
  const read = readVendorError(body) ?? { message: 'The provider gave no reason.' };
  return mapReadError(read, read.status ?? statusOf(read), provider);
}

function mapReadError(error: ReadError, status: number, provider: Provider): GatewayError {
  const { code, param, retryAfterMs } = error;
  const message = withoutKey(error.message, provider);
  const details = {
    provider: provider.name,
    ...(code !== undefined && { providerCode: code }),
    ...(param !== undefined && { param }),
  };
  if (error.flagged) return new GatewayError('content_filter', message, details);
  if (code === 'tool_use_failed')
    return new GatewayError('provider_invalid_response', message, { ...details, transient: true });
  if (status === 400 && CONTEXT_OVERFLOW.test(`${code} ${message}`))
    return new GatewayError('context_length_exceeded', message, details);
  if (status === 400 && UNKNOWN_MODEL.test(`${code} ${message}`))
    return new GatewayError('model_not_found', message, details);
  const badKey = status === optionsOf(provider).badKeyStatus && BAD_KEY.test(`${code} ${message}`);
  return mapUpstreamStatus({
    provider: provider.name,
    status: badKey ? 401 : status,
    message,
    ...(code !== undefined && { vendorCode: code }),
    ...(param !== undefined && { param }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });
}

/** Wordings beyond those that `mapUpstreamStatus` knows: xAI, llama.cpp, LM Studio, Together. */
const CONTEXT_OVERFLOW =
  /maximum prompt length|exceed_context_size|available context size|greater than the context length|`?inputs`? tokens \+ /i;

/** DeepSeek, Mistral and OpenRouter answer 400 where OpenAI answers 404. */
const UNKNOWN_MODEL = /model not exist|invalid[_ ]model|is not a valid model/i;

const BAD_KEY = /api[ _-]?key|unauthori[sz]ed|authenticat|credential/i;

/** The status that says overload and nothing else. */
const OVERLOADED = 529;

/** The status that an error inside a stream would have had as a response. */
function statusOf({ code = '', message }: ReadError): number {
  const text = `${code} ${message}`;
  if (/rate_?limit|insufficient_quota|too_many_requests|RateLimitReached/i.test(code)) return 429;
  if (/overload|unavailable|capacity|insufficient_system_resource/i.test(text)) return OVERLOADED;
  if (/authentication|invalid_api_key|permission/i.test(code)) return 401;
  if (/invalid|unsupported|context_length|content_filter|tool_use_failed/i.test(code)) return 400;
  return 500;
}

function plainTextOf(text: string): string {
  const trimmed = text.trim();
  return trimmed.startsWith('<') || trimmed.startsWith('{') ? '' : trimmed.slice(0, 300);
}

/** Vendors quote the key, whole or in part, when they reject it. */
function withoutKey(message: string, { apiKey }: Provider): string {
  const key = apiKey?.reveal();
  return (key ? message.replaceAll(key, '[redacted]') : message).replace(
    /(api key(?: provided)?: )(?!\[redacted\])[^\s,]+?(?=[.,]?(?:\s|$))/gi,
    '$1[redacted]',
  );
}
