import { GatewayError, type CallScope, type Provider } from 'llm-gateway/contracts';
import { mapConnectionFailure } from './map-connection-failure.js';
import { readBytes } from './read-bytes.js';
import type { UpstreamResponse } from './upstream-response.js';

/** Parses text that a provider sent; text that is no JSON object is the provider's fault. */
export function parseUpstreamJson<Wire extends object>(text: string, provider: Provider): Wire {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw invalidResponse(provider, 'it is not valid JSON', cause);
  }
  if (typeof value !== 'object' || value === null)
    throw invalidResponse(provider, 'it is not a JSON object');
  return value as Wire;
}

/** Reads a whole body. A body that breaks off is a failure, never a short answer. */
export async function readBody(
  response: UpstreamResponse,
  call: { readonly provider: Provider; readonly scope: CallScope },
): Promise<Buffer> {
  try {
    return await readBytes(response.body);
  } catch (error) {
    throw mapConnectionFailure(error, call.provider, call.scope.signal);
  }
}

export function invalidResponse(provider: Provider, why: string, cause?: unknown): GatewayError {
  return new GatewayError(
    'provider_invalid_response',
    `The answer of provider '${provider.name}' cannot be read: ${why}.`,
    { provider: provider.name, transient: true, cause },
  );
}
