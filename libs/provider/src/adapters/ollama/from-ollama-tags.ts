import type { ModelEntry, ModelFacts } from 'llm-gateway/contracts';
import type { OllamaTagsResponse } from './ollama.wire.js';

/**
 * The models of `GET /api/tags`. `name:latest` may be called without its tag, so both names are
 * known and the bare one is not listed. Newer servers tell what a model can do.
 */
export function fromOllamaTags(response: OllamaTagsResponse): ModelEntry[] {
  return (response.models ?? []).flatMap(({ name, model, capabilities }) => {
    const full = name || model;
    if (!full) return [];
    const facts = factsOf(capabilities ?? undefined);
    const entry = { match: full, ...facts, listed: true };
    if (!full.endsWith(':latest')) return [entry];
    return [entry, { match: full.slice(0, -':latest'.length), ...facts, listed: false }];
  });
}

function factsOf(capabilities: readonly string[] | undefined): ModelFacts {
  if (!capabilities) return {};
  const has = (ability: string) => capabilities.includes(ability);
  return {
    ...(has('vision') && { images: true }),
    ...(has('thinking') && {
      thinking: { kinds: ['toggle', 'level'], off: 'disabled', onByDefault: true },
    }),
    ...(has('embedding') && !has('completion') && { embeddings: true }),
  };
}
