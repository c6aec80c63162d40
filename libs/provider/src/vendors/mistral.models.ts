import type { ModelEntry } from 'llm-gateway/contracts';

/** Context windows come from Mistral's own listing, which has them. */
export const MISTRAL_MODELS: readonly ModelEntry[] = [
  { match: 'mistral-large-latest', listed: true, images: true },
  { match: 'mistral-medium-latest', listed: true, images: true },
  { match: 'mistral-small-latest', listed: true, images: true },
  { match: 'magistral-medium-latest', listed: true },
  { match: 'codestral-latest', listed: true, contextWindow: 256_000, images: false },
  { match: 'ministral-8b-latest', listed: true },
  { match: 'mistral-embed', listed: true, contextWindow: 8_192, embeddings: true },
  { match: 'codestral-embed*', contextWindow: 8_192, embeddings: true },
];
