import { GatewayError, type Provider } from 'llm-gateway/contracts';
import { mapUpstreamStatus } from '../../upstream/map-upstream-status.js';
import { retryAfterOf } from '../../upstream/retry-after.js';
import type { UpstreamErrorResponse } from '../../upstream/upstream-response.js';

/**
 * Maps Ollama's `{"error": "..."}` (reference/protocols.md 4.2, 4.10). The server gives no codes,
 * so the wording decides: a model that was not pulled, a conversation that is too long, an ability
 * that the model lacks, a full queue.
 */
export function mapOllamaError(response: UpstreamErrorResponse, provider: Provider): GatewayError {
  const retryAfterMs = retryAfterOf(response.headers);
  const said = readMessage(response.json) ?? { message: response.text.trim() };
  const details = {
    provider: provider.name,
    ...(said.code !== undefined && { providerCode: said.code }),
  };
  const { status } = response;
  if (status === 404) return notFound(said.message, provider);
  if (status < 500 && CONTEXT_OVERFLOW.test(`${said.code ?? ''} ${said.message}`))
    return new GatewayError('context_length_exceeded', said.message, details);
  const lacking = /does not support (thinking|tools)/.exec(said.message)?.[1];
  if (status === 400 && lacking)
    return new GatewayError('unsupported_parameter', `Ollama: ${said.message}.`, {
      ...details,
      param: lacking === 'tools' ? 'tools' : 'reasoning_effort',
    });
  // The server's only 503 is a full queue, in words that do not say "overloaded".
  if (status === 503)
    return new GatewayError('provider_overloaded', said.message || 'Ollama is busy.', {
      ...details,
      transient: true,
      ...(retryAfterMs !== undefined && { retryAfterMs }),
    });
  return mapUpstreamStatus({
    provider: provider.name,
    status,
    message: said.message,
    ...(said.code !== undefined && { vendorCode: said.code }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });
}

/** An error line in a stream that has begun; it carries no status, and a failed model is a 500. */
export function mapOllamaStreamError(
  line: { readonly error?: unknown; readonly status?: number | null },
  provider: Provider,
): GatewayError {
  const status = line.status ?? 500;
  return mapOllamaError({ status, headers: {}, text: '', json: line }, provider);
}

/** Wordings of the server, of its older runner, of llama.cpp's server and of Ollama's cloud. */
const CONTEXT_OVERFLOW =
  /prompt (is )?too long|exceed_context_size|exceeds? (the |max(imum)? )*(available )?context (length|size|window)/i;

function notFound(message: string, provider: Provider): GatewayError {
  const details = { provider: provider.name };
  const name = /model ['"]([^'"]+)['"]/.exec(message)?.[1];
  if (name !== undefined)
    return new GatewayError(
      'model_not_found',
      `Ollama has no model '${name}'. Load it on the server with: ollama pull ${name}`,
      details,
    );
  if (/model/i.test(message))
    return new GatewayError(
      'model_not_found',
      `Ollama: ${message}. Load the model on the server with: ollama pull <model>`,
      details,
    );
  return new GatewayError(
    'provider_error',
    `Provider '${provider.name}' has no Ollama API at its address; the base URL must be the ` +
      "server's root, without /v1 or /api.",
    { ...details, retry: false },
  );
}

/** The text may hold llama.cpp's own error object as JSON. */
function readMessage(json: unknown): { message: string; code?: string } | undefined {
  const error = (json as { error?: unknown } | null | undefined)?.error;
  if (typeof error === 'string') return unwrap(error) ?? { message: error };
  if (typeof error === 'object' && error !== null) return describe(error);
  return undefined;
}

function unwrap(text: string): { message: string; code?: string } | undefined {
  if (!text.startsWith('{')) return undefined;
  try {
    return readMessage(JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
}

function describe(error: object): { message: string; code?: string } {
  const { message, type } = error as { message?: unknown; type?: unknown };
  return {
    message: typeof message === 'string' ? message : JSON.stringify(error),
    ...(typeof type === 'string' && { code: type }),
  };
}
