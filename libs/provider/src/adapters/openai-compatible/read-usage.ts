import type { Usage } from 'llm-gateway/contracts';
import type { OpenAiCompatibleOptions } from './openai-compatible.options.js';
import type { WireAnswer, WireUsage } from './openai-compatible.wire.js';

/** Counters that have a word in the canonical form, or only repeat one. */
const KNOWN = new Set([
  'prompt_tokens',
  'completion_tokens',
  'total_tokens',
  'prompt_tokens_details',
  'completion_tokens_details',
  'prompt_cache_hit_tokens',
  'num_cached_tokens',
  'reasoning_tokens',
]);

/** Usage wherever a vendor puts it: on top, in `x_groq` (4.5), or in a choice. */
export function findUsage(answer: WireAnswer): WireUsage | undefined {
  return answer.usage ?? answer.x_groq?.usage ?? answer.choices?.[0]?.usage ?? undefined;
}

/** Converts a vendor's counters. Breakdowns by modality other than audio have no canonical word. */
export function readUsage(wire: WireUsage, { reasoningTokens }: OpenAiCompatibleOptions): Usage {
  const input = wire.prompt_tokens_details ?? {};
  const output = wire.completion_tokens_details ?? {};
  const thinking = output['reasoning_tokens'] ?? numberOf(wire['reasoning_tokens']) ?? 0;
  const inputTokens = wire.prompt_tokens ?? 0;
  const completion = wire.completion_tokens ?? 0;
  const total = wire.total_tokens ?? undefined;
  // xAI's completion_tokens leave thinking out, which its total gives away.
  const separate =
    reasoningTokens === 'separate' ||
    (thinking > 0 && total === inputTokens + completion + thinking);
  const outputTokens = separate ? completion + thinking : completion;
  return withoutAbsent({
    inputTokens,
    outputTokens,
    totalTokens: total !== inputTokens + outputTokens && !separate ? total : undefined,
    cachedInputTokens:
      input['cached_tokens'] ??
      numberOf(wire['prompt_cache_hit_tokens']) ??
      numberOf(wire['num_cached_tokens']),
    cacheWriteTokens: input['cache_write_tokens'],
    reasoningTokens: thinking || (output['reasoning_tokens'] ?? undefined),
    audioInputTokens: input['audio_tokens'],
    audioOutputTokens: output['audio_tokens'],
    acceptedPredictionTokens: output['accepted_prediction_tokens'],
    rejectedPredictionTokens: output['rejected_prediction_tokens'],
    extensions: extensionsOf(wire),
  });
}

/** Counters that only this vendor has. */
function extensionsOf(wire: WireUsage): Record<string, unknown> | undefined {
  let extensions: Record<string, unknown> | undefined;
  for (const name in wire) {
    if (KNOWN.has(name) || wire[name] == null) continue;
    extensions ??= {};
    extensions[name] = wire[name];
  }
  return extensions;
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

type Nullable<Type> = { [Key in keyof Type]: Type[Key] | null | undefined };

function withoutAbsent(usage: Nullable<Usage>): Usage {
  const present: Record<string, unknown> = {};
  for (const name in usage) {
    const value = usage[name as keyof Usage];
    if (value != null) present[name] = value;
  }
  return present as unknown as Usage;
}
