import type { ModelEntry, ThinkingFacts } from 'llm-gateway/contracts';

const GPT_OSS: ThinkingFacts = {
  kinds: ['effort'],
  efforts: ['low', 'medium', 'high'],
  off: 'lowest-effort',
  onByDefault: true,
};

export const GROQ_MODELS: readonly ModelEntry[] = [
  { match: 'llama-3.3-70b-versatile', listed: true, contextWindow: 131_072, images: false },
  { match: 'llama-3.1-8b-instant', listed: true, contextWindow: 131_072, images: false },
  { match: 'openai/gpt-oss-120b', listed: true, contextWindow: 131_072, thinking: GPT_OSS },
  { match: 'openai/gpt-oss-20b', listed: true, contextWindow: 131_072, thinking: GPT_OSS },
];
