import type { ModelEntry, ThinkingFacts } from 'llm-gateway/contracts';

const EFFORT: ThinkingFacts = { kinds: ['effort'], off: 'disabled', onByDefault: true };

/** Each model also answers to its name with orders behind it: `echo?latency_ms=200`. */
export const SIMULATOR_MODELS: readonly ModelEntry[] = [
  { match: 'echo', images: true, systemMidConversation: true, listed: true },
  { match: 'echo?*', images: true, systemMidConversation: true },
  { match: 'reasoner', thinking: EFFORT, images: true, systemMidConversation: true, listed: true },
  { match: 'reasoner?*', thinking: EFFORT, images: true, systemMidConversation: true },
  { match: 'embedding', embeddings: true, listed: true },
  { match: 'embedding?*', embeddings: true },
];
