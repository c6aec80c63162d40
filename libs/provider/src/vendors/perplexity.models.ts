import type { ModelEntry } from 'llm-gateway/contracts';

export const PERPLEXITY_MODELS: readonly ModelEntry[] = [
  { match: 'sonar', listed: true, contextWindow: 128_000 },
  { match: 'sonar-pro', listed: true, contextWindow: 200_000, maximumOutput: 8_000 },
  { match: 'sonar-reasoning-pro', listed: true, contextWindow: 128_000 },
  { match: 'sonar-deep-research', listed: true, contextWindow: 128_000 },
];
