import type { Usage } from 'llm-gateway/contracts';
import type { AnthropicUsage } from './anthropic.wire.js';

const KNOWN = new Set([
  'input_tokens',
  'output_tokens',
  'cache_creation_input_tokens',
  'cache_read_input_tokens',
  'output_tokens_details',
]);

/**
 * Joins the counters of `message_start` and `message_delta`. Both are totals, so the larger counts:
 * the start may under-report, and some proxies repeat the input as 0 (reference/protocols.md 3.3).
 */
export function mergeUsage(
  earlier: AnthropicUsage | null | undefined,
  later: AnthropicUsage | null | undefined,
): AnthropicUsage | undefined {
  return join(earlier, later, Math.max) as AnthropicUsage | undefined;
}

/** Adds what two requests for one turn used. */
export function addUsage(
  first: AnthropicUsage | null | undefined,
  second: AnthropicUsage | null | undefined,
): AnthropicUsage | undefined {
  return join(first, second, (one, other) => one + other) as AnthropicUsage | undefined;
}

/** Numbers are joined wherever they stand; of anything else the later wins. */
function join(
  one: unknown,
  other: unknown,
  numbers: (one: number, other: number) => number,
): unknown {
  if (typeof one === 'number' && typeof other === 'number') return numbers(one, other);
  if (!isRecord(one) || !isRecord(other)) return other ?? one ?? undefined;
  const joined: Record<string, unknown> = { ...one };
  for (const [name, value] of Object.entries(other)) joined[name] = join(one[name], value, numbers);
  return joined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
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
