import type { Usage } from 'llm-gateway/contracts';
import type { GeminiTokenDetail, GeminiUsage } from './gemini.wire.js';

/**
 * Gemini's prompt count includes the cache and excludes what tools on Google's side put in; its
 * candidates exclude the thoughts (reference/protocols.md 4.1).
 */
export function fromGeminiUsage(usage: GeminiUsage | null | undefined): Usage | undefined {
  if (!usage) return undefined;
  const inputTokens = (usage.promptTokenCount ?? 0) + (usage.toolUsePromptTokenCount ?? 0);
  const outputTokens = (usage.candidatesTokenCount ?? 0) + (usage.thoughtsTokenCount ?? 0);
  const audioInputTokens = tokensOf(usage.promptTokensDetails, 'AUDIO');
  const audioOutputTokens = tokensOf(usage.candidatesTokensDetails, 'AUDIO');
  const total = usage.totalTokenCount;
  return {
    inputTokens,
    outputTokens,
    ...(typeof total === 'number' &&
      total !== inputTokens + outputTokens && { totalTokens: total }),
    ...(usage.cachedContentTokenCount && { cachedInputTokens: usage.cachedContentTokenCount }),
    ...(usage.thoughtsTokenCount && { reasoningTokens: usage.thoughtsTokenCount }),
    ...(audioInputTokens > 0 && { audioInputTokens }),
    ...(audioOutputTokens > 0 && { audioOutputTokens }),
  };
}

/** The usage of an answer that took several requests: counters are added, all else is the last. */
export function addGeminiUsage(
  first: GeminiUsage | null | undefined,
  second: GeminiUsage | null | undefined,
): GeminiUsage | undefined {
  if (!first || !second) return second ?? first ?? undefined;
  const sum: Record<string, unknown> = { ...first, ...second };
  for (const [name, value] of Object.entries(second)) {
    const before = (first as Record<string, unknown>)[name];
    if (typeof value === 'number' && typeof before === 'number') sum[name] = before + value;
    else if (Array.isArray(value) && Array.isArray(before)) sum[name] = addDetails(before, value);
  }
  return sum;
}

function addDetails(
  first: readonly GeminiTokenDetail[],
  second: readonly GeminiTokenDetail[],
): GeminiTokenDetail[] {
  const modalities = new Set([...first, ...second].map(({ modality }) => modality ?? ''));
  return [...modalities].map((modality) => ({
    modality,
    tokenCount: tokensOf(first, modality) + tokensOf(second, modality),
  }));
}

function tokensOf(
  details: readonly GeminiTokenDetail[] | null | undefined,
  modality: string,
): number {
  return (details ?? []).reduce(
    (sum, detail) => sum + (detail.modality === modality ? (detail.tokenCount ?? 0) : 0),
    0,
  );
}

/** OpenAI's name of the tier that served the request. */
export function serviceTierOf(usage: GeminiUsage | null | undefined): string | undefined {
  const tier = usage?.serviceTier?.toLowerCase();
  return tier === 'standard' ? 'default' : tier || undefined;
}
