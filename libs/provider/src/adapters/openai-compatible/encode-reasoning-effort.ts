import type { ChatCall, ReasoningEffort } from 'llm-gateway/contracts';
import { compilePattern } from '../../routing/match-pattern.js';
import { isPlainModel, type EncodeContext } from './encode-context.js';

const RANKS: readonly ReasoningEffort[] = [
  'none',
  'minimal',
  'low',
  'medium',
  'high',
  'xhigh',
  'max',
];

/** How much the model is to think, in the vendor's words; reported where it has none. */
export function encodeReasoningEffort(
  { request, model }: Pick<ChatCall, 'request' | 'model'>,
  { options, facts, ignored }: EncodeContext,
): Record<string, unknown> {
  const { requestField, levels, notWithTools } = options.reasoning;
  const hasTools = (request.tools?.length ?? 0) > 0;
  if (hasTools && notWithTools.some((pattern) => compilePattern(pattern).test(model.name))) {
    if ((request.reasoningEffort ?? 'none') !== 'none') ignored.add('reasoning_effort');
    return { reasoning_effort: 'none' };
  }
  const effort = request.reasoningEffort;
  if (effort === undefined) return {};
  const level = nearest(effort, facts.thinking?.efforts ?? levels);
  if (requestField === 'thinking')
    return effort === 'none'
      ? { thinking: { type: 'disabled' } }
      : { thinking: { type: 'enabled' }, reasoning_effort: level };
  if (requestField === 'none' || level === undefined || isPlainModel(facts)) {
    // A model that does not think anyway does what was asked.
    if (effort !== 'none') ignored.add('reasoning_effort');
    return {};
  }
  return requestField === 'reasoning'
    ? { reasoning: { effort: level } }
    : { reasoning_effort: level };
}

/** The level itself, else the next weaker one that exists, else the weakest. */
function nearest(
  effort: ReasoningEffort,
  known: readonly ReasoningEffort[],
): ReasoningEffort | undefined {
  const weaker = RANKS.slice(0, RANKS.indexOf(effort) + 1).filter(
    (level) => known.includes(level) && (level !== 'none' || effort === 'none'),
  );
  return weaker.at(-1) ?? known.find((level) => level !== 'none') ?? known[0];
}
