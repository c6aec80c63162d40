import type { ChatCall, ReasoningEffort, ThinkingFacts } from 'llm-gateway/contracts';
import { geminiOptionsOf } from './gemini.options.js';
import type { GeminiThinkingConfig } from './gemini.wire.js';

const EFFORTS: readonly ReasoningEffort[] = ['minimal', 'low', 'medium', 'high', 'xhigh', 'max'];

/** What the newest models take, for one that has no facts. */
const NEWEST: ThinkingFacts = {
  kinds: ['level'],
  efforts: ['low', 'medium', 'high'],
  off: 'lowest-effort',
};

/** Part of the largest answer that each effort may think (reference/protocols.md 3.6). */
const SHARES: Readonly<Record<Exclude<ReasoningEffort, 'none'>, number>> = {
  minimal: 0.02,
  low: 0.1,
  medium: 0.3,
  high: 0.6,
  xhigh: 0.9,
  max: 0.95,
};

/** `reasoning_effort` as a level (Gemini 3 and later) or a budget in tokens (2.5); absent: the model's default. */
export function toThinkingConfig(call: ChatCall): GeminiThinkingConfig | undefined {
  const effort = call.request.reasoningEffort;
  if (effort === undefined) return undefined;
  const thinking = call.model.facts.thinking ?? NEWEST;
  if (thinking.kinds.length === 0) {
    if (effort !== 'none') call.scope.ignoredParameters.add('reasoning_effort');
    return undefined;
  }
  const thoughts =
    effort !== 'none' && geminiOptionsOf(call.provider).includeThoughts
      ? { includeThoughts: true }
      : {};
  if (thinking.kinds.includes('level'))
    return { ...thoughts, thinkingLevel: nearestEffort(effort, thinking).toUpperCase() };
  return { ...thoughts, thinkingBudget: toBudget(effort, thinking, call) };
}

/** The same effort, else the next lower, else the next higher: "off" is the lowest there is. */
function nearestEffort(
  effort: ReasoningEffort,
  { efforts = ['low', 'medium', 'high'] }: ThinkingFacts,
): ReasoningEffort {
  const wanted = EFFORTS.indexOf(effort);
  const lower = EFFORTS.slice(0, wanted + 1).findLast((level) => efforts.includes(level));
  return lower ?? EFFORTS.find((level) => efforts.includes(level)) ?? 'low';
}

function toBudget(
  effort: ReasoningEffort,
  { off, minimumBudget = 0, maximumBudget = 24_576 }: ThinkingFacts,
  { request, model }: ChatCall,
): number {
  if (effort === 'none') return off === 'disabled' ? 0 : minimumBudget;
  // Thoughts count towards the answer's limit: some of it must be left for the answer.
  const answer = Math.min(
    model.facts.maximumOutput ?? 65_536,
    request.maxOutputTokens ?? Number.POSITIVE_INFINITY,
  );
  const budget = Math.round(answer * SHARES[effort]);
  return Math.min(maximumBudget, Math.max(minimumBudget, budget));
}
