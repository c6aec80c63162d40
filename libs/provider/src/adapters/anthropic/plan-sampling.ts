import type { ChatRequest, ModelFacts } from 'llm-gateway/contracts';
import type { AnthropicThinking } from './anthropic.wire.js';

export interface SamplingPlan {
  readonly temperature?: number;
  readonly top_p?: number;
  readonly top_k?: unknown;
}

/**
 * `temperature`, `top_p` and Anthropic's own `top_k`, where API version, model and thinking allow
 * them; elsewhere any value is a 400 (reference/protocols.md 3.0, 3.5). What is left out is
 * reported, and so is a temperature that is clamped to Anthropic's range of 0 to 1.
 */
export function planSampling(
  { temperature, topP, unknownFields }: ChatRequest,
  facts: ModelFacts,
  thinking: AnthropicThinking | undefined,
  versionKnowsSampling: boolean,
  ignored: Set<string>,
): SamplingPlan {
  const topK = unknownFields['top_k'] ?? undefined;
  const isThinking = thinking !== undefined && thinking.type !== 'disabled';
  if (!versionKnowsSampling || facts.sampling !== true || isThinking) {
    if (temperature !== undefined) ignored.add('temperature');
    if (topP !== undefined) ignored.add('top_p');
    if (topK !== undefined) ignored.add('top_k');
    return {};
  }
  if (temperature !== undefined && temperature > 1) ignored.add('temperature');
  // Models of the 4.5 family refuse the two together.
  if (temperature !== undefined && topP !== undefined) ignored.add('top_p');
  return {
    ...(temperature !== undefined && { temperature: Math.min(Math.max(temperature, 0), 1) }),
    ...(temperature === undefined && topP !== undefined && { top_p: topP }),
    ...(topK !== undefined && { top_k: topK }),
  };
}
