import type { ModelEntry, ThinkingFacts } from 'llm-gateway/contracts';

/** On by default, with a switch beside the effort: reference/protocols.md 4.4. */
const THINKING: ThinkingFacts = {
  kinds: ['toggle', 'effort'],
  efforts: ['low', 'medium', 'high', 'xhigh', 'max'],
  off: 'disabled',
  onByDefault: true,
};
const V4 = { contextWindow: 1_000_000, maximumOutput: 384_000, thinking: THINKING };

export const DEEPSEEK_MODELS: readonly ModelEntry[] = [
  { match: 'deepseek-flash', listed: true, ...V4, images: true },
  { match: 'deepseek-v4-pro', listed: true, ...V4, images: false },
  { match: 'deepseek-v4-flash*', ...V4, images: true },
  { match: 'deepseek-*', thinking: THINKING },
];
