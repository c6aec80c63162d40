import type { ModelEntry, ModelFacts } from 'llm-gateway/contracts';
import type { OllamaTagsResponse } from './ollama.wire.js';

/** The models of `GET /api/tags`, by full name. Newer servers tell what a model can do. */
export function fromOllamaTags(response: OllamaTagsResponse): ModelEntry[] {
  return (response.models ?? []).flatMap(({ name, model, capabilities }) => {
    const match = name || model;
    return match ? [{ match, ...factsOf(capabilities ?? undefined), listed: true }] : [];
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
