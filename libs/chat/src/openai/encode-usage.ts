import type { Usage } from 'llm-gateway/contracts';

/** OpenAI's `usage` object (reference/protocols.md 1.2), with the detail counters that are known. */
export function encodeUsage(usage: Usage): Record<string, unknown> {
  return {
    prompt_tokens: usage.inputTokens,
    completion_tokens: usage.outputTokens,
    total_tokens: usage.totalTokens ?? usage.inputTokens + usage.outputTokens,
    prompt_tokens_details: {
      cached_tokens: usage.cachedInputTokens ?? 0,
      ...(usage.cacheWriteTokens !== undefined && { cache_write_tokens: usage.cacheWriteTokens }),
      ...(usage.audioInputTokens !== undefined && { audio_tokens: usage.audioInputTokens }),
    },
    completion_tokens_details: {
      reasoning_tokens: usage.reasoningTokens ?? 0,
      ...(usage.audioOutputTokens !== undefined && { audio_tokens: usage.audioOutputTokens }),
      ...(usage.acceptedPredictionTokens !== undefined && {
        accepted_prediction_tokens: usage.acceptedPredictionTokens,
      }),
      ...(usage.rejectedPredictionTokens !== undefined && {
        rejected_prediction_tokens: usage.rejectedPredictionTokens,
      }),
    },
    ...usage.extensions,
  };
}
