import type { Usage } from 'llm-gateway/contracts';
import type { AnthropicUsage } from './anthropic.wire.js';

const COUNTERS = [
  'input_tokens',
  'output_tokens',
  'cache_creation_input_tokens',
  'cache_read_input_tokens',
] as const;
const KNOWN = new Set<string>([...COUNTERS, 'output_tokens_details']);

/**
 * Joins the counters of `message_start` and `message_delta`. Both are totals, so the larger counts:
 * the start may under-report, and some proxies repeat the input as 0 (reference/protocols.md 3.3).
 */
export function mergeUsage(
  earlier: AnthropicUsage | null | undefined,
  later: AnthropicUsage | null | undefined,
): AnthropicUsage | undefined {
  return combine(earlier, later, Math.max);
}

/** Adds what two requests for one turn used. */
export function addUsage(
  first: AnthropicUsage | null | undefined,
  second: AnthropicUsage | null | undefined,
): AnthropicUsage | undefined {
  return combine(first, second, (one, other) => one + other);
}

function combine(
  one: AnthropicUsage | null | undefined,
  other: AnthropicUsage | null | undefined,
  join: (one: number, other: number) => number,
): AnthropicUsage | undefined {
  if (!one || !other) return one ?? other ?? undefined;
  const joined: Record<string, unknown> = { ...one };
  for (const [name, value] of Object.entries(other))
    if (value !== null && value !== undefined) joined[name] = value;
  for (const name of COUNTERS)
    if (one[name] != null || other[name] != null)
      joined[name] = join(one[name] ?? 0, other[name] ?? 0);
  const thoughts = [one, other].map((usage) => usage.output_tokens_details?.thinking_tokens);
  if (thoughts.some((tokens) => tokens != null))
    joined['output_tokens_details'] = {
      ...one.output_tokens_details,
      ...other.output_tokens_details,
      thinking_tokens: join(thoughts[0] ?? 0, thoughts[1] ?? 0),
    };
  return joined;
}

/** Anthropic's input excludes what was read from and written to the cache; ours includes it. */
export function toUsage(usage: AnthropicUsage | null | undefined): Usage | undefined {
  if (!usage || (usage.input_tokens == null && usage.output_tokens == null)) return undefined;
  const cached = usage.cache_read_input_tokens ?? undefined;
  const written = usage.cache_creation_input_tokens ?? undefined;
  const reasoning = usage.output_tokens_details?.thinking_tokens ?? undefined;
  const extensions = Object.fromEntries(
    Object.entries(usage).filter(([name, value]) => !KNOWN.has(name) && value != null),
  );
  return {
    inputTokens: (usage.input_tokens ?? 0) + (cached ?? 0) + (written ?? 0),
    outputTokens: usage.output_tokens ?? 0,
    ...(cached !== undefined && { cachedInputTokens: cached }),
    ...(written !== undefined && { cacheWriteTokens: written }),
    ...(reasoning !== undefined && { reasoningTokens: reasoning }),
    ...(Object.keys(extensions).length > 0 && { extensions }),
  };
}
