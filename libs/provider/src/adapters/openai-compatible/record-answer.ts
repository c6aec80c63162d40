import type { CallScope } from 'llm-gateway/contracts';
import type { OpenAiCompatibleOptions } from './openai-compatible.options.js';
import type { WireAnswer } from './openai-compatible.wire.js';
import { findUsage, readUsage } from './read-usage.js';

/** Notes usage and finish reasons of a forwarded answer, or of a chunk of one. */
export function recordAnswer(
  answer: WireAnswer,
  { record }: CallScope,
  options: OpenAiCompatibleOptions,
): void {
  const usage = findUsage(answer);
  if (usage) record.usage = readUsage(usage, options);
  for (const choice of answer.choices ?? [])
    if (choice?.finish_reason) record.finishReasons.push(choice.finish_reason);
}
