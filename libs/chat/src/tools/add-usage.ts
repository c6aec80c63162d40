import type { Usage } from 'llm-gateway/contracts';

const COUNTERS = [
  'totalTokens',
  'cachedInputTokens',
  'cacheWriteTokens',
  'reasoningTokens',
  'audioInputTokens',
  'audioOutputTokens',
  'acceptedPredictionTokens',
  'rejectedPredictionTokens',
] as const;

/** The usage of two calls together. Numbers among the extensions (`cost`) are added as well. */
export function addUsage(one: Usage | undefined, other: Usage | undefined): Usage | undefined {
  if (!one || !other) return one ?? other;
  const counted = COUNTERS.flatMap((counter) => {
    const sum = (one[counter] ?? 0) + (other[counter] ?? 0);
    const isKnown = one[counter] !== undefined || other[counter] !== undefined;
    return isKnown ? [[counter, sum + missingTotal(counter, one, other)]] : [];
  });
  return {
    inputTokens: one.inputTokens + other.inputTokens,
    outputTokens: one.outputTokens + other.outputTokens,
    ...(Object.fromEntries(counted) as Partial<Usage>),
    ...((one.extensions ?? other.extensions) && {
      extensions: addFields(one.extensions ?? {}, other.extensions ?? {}),
    }),
  };
}

export function tokensOf(usage: Usage | undefined): number {
  return usage ? (usage.totalTokens ?? usage.inputTokens + usage.outputTokens) : 0;
}

/** A total is given only where it differs from the sum. */
function missingTotal(counter: (typeof COUNTERS)[number], one: Usage, other: Usage): number {
  if (counter !== 'totalTokens') return 0;
  return [one, other]
    .filter(({ totalTokens }) => totalTokens === undefined)
    .reduce((sum, usage) => sum + tokensOf(usage), 0);
}

function addFields(
  one: Readonly<Record<string, unknown>>,
  other: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const sum: Record<string, unknown> = { ...one, ...other };
  for (const [name, value] of Object.entries(other))
    if (typeof value === 'number' && typeof one[name] === 'number') sum[name] = one[name] + value;
  return sum;
}
