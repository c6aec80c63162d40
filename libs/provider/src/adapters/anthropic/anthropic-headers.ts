import type { Provider } from 'llm-gateway/contracts';
import { anthropicOptionsOf } from './anthropic.options.js';

/** Authentication, API version and betas (reference/protocols.md 3.0). */
export function anthropicHeadersOf(provider: Provider): Record<string, string> {
  const { version, beta, authStyle } = anthropicOptionsOf(provider);
  const headers: Record<string, string> = { 'anthropic-version': version };
  if (beta.length > 0) headers['anthropic-beta'] = beta.join(',');
  const key = provider.apiKey?.reveal();
  if (key === undefined) return headers;
  if (authStyle === 'bearer') headers['authorization'] = `Bearer ${key}`;
  else headers['x-api-key'] = key;
  return headers;
}

/** Anthropic's SDKs take a base URL without `/v1`; many operators write it all the same. */
export function anthropicPath(provider: Provider, path: string): string {
  return provider.baseUrl.endsWith('/v1') ? path : `/v1${path}`;
}
