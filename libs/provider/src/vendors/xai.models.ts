import type { ModelEntry, ThinkingFacts } from 'llm-gateway/contracts';

/** Efforts by model, as xAI's own listing tells them. */
function effort(efforts: NonNullable<ThinkingFacts['efforts']>): ThinkingFacts {
  const off = efforts.includes('none') ? 'disabled' : 'lowest-effort';
  return { kinds: ['effort'], efforts, off, onByDefault: true };
}

export const XAI_MODELS: readonly ModelEntry[] = [
  {
    match: 'grok-4.7',
    listed: true,
    contextWindow: 500_000,
    thinking: effort(['low', 'medium', 'high', 'xhigh']),
  },
  {
    match: 'grok-4.3',
    listed: true,
    contextWindow: 1_000_000,
    thinking: effort(['none', 'low', 'medium', 'high', 'xhigh']),
  },
  // These refuse the effort parameter whatever its value.
  { match: 'grok-build-*', contextWindow: 256_000, sampling: true },
  { match: 'grok-code-*', contextWindow: 256_000, sampling: true },
];
