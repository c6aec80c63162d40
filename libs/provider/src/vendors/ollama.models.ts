import type { ModelEntry, ThinkingFacts } from 'llm-gateway/contracts';

/** On or off; named levels count as on. */
const TOGGLE: ThinkingFacts = { kinds: ['toggle'], off: 'disabled', onByDefault: true };

/** Three levels and no off switch. */
const LEVELS: ThinkingFacts = {
  kinds: ['level'],
  efforts: ['low', 'medium', 'high'],
  off: 'lowest-effort',
  onByDefault: true,
};

/**
 * What is known of widely used families; which models exist is told by the server. The context
 * window is the adapter's quirk `numCtx`, not a fact of the model.
 */
export const OLLAMA_MODELS: readonly ModelEntry[] = [
  { match: '*embed*', embeddings: true },
  { match: 'all-minilm*', embeddings: true },
  { match: 'bge-*', embeddings: true },
  { match: 'paraphrase-multilingual*', embeddings: true },
  { match: 'gpt-oss*', thinking: LEVELS },
  { match: 'qwen3-coder*' },
  { match: 'qwen3-vl*', thinking: TOGGLE, images: true },
  { match: 'qwen3*', thinking: TOGGLE },
  { match: 'deepseek-r1*', thinking: TOGGLE },
  { match: 'deepseek-v3*', thinking: TOGGLE },
  { match: 'magistral*', thinking: TOGGLE },
  { match: 'qwen2.5vl*', images: true },
  { match: 'llama3.2-vision*', images: true },
  { match: 'llama4*', images: true },
  { match: 'llava*', images: true },
  { match: 'gemma3:270m*' },
  { match: 'gemma3:1b*' },
  { match: 'gemma3*', images: true },
  { match: 'mistral-small3*', images: true },
  { match: 'minicpm-v*', images: true },
];
