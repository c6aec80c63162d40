import type { Provider } from 'llm-gateway/contracts';
import type { OpenAiCompatibleOptions } from './openai-compatible.options.js';

/** The path of an operation on a model; classic Azure names the deployment in it (4.8). */
export function pathOf(
  operation: '/chat/completions' | '/embeddings',
  model: string,
  { pathStyle }: OpenAiCompatibleOptions,
): string {
  return pathStyle === 'deployment'
    ? `/deployments/${encodeURIComponent(model)}${operation}`
    : operation;
}

/** The header that carries the provider's key. */
export function headersOf(
  { apiKey }: Provider,
  { authStyle }: OpenAiCompatibleOptions,
): Record<string, string> {
  if (!apiKey) return {};
  switch (authStyle) {
    case 'bearer':
      return { authorization: `Bearer ${apiKey.reveal()}` };
    case 'api-key':
      return { 'api-key': apiKey.reveal() };
    case 'none':
      return {};
  }
}
