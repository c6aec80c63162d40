import type {
  ChatRequest,
  ModelFacts,
  ReasoningEffort,
  ThinkingFacts,
} from 'llm-gateway/contracts';
import type { AnthropicMessageParam, AnthropicThinking } from './anthropic.wire.js';

/** What is taken of a model that the tables do not know: the rules of the newest. */
const NEWEST: ThinkingFacts = {
  kinds: ['adaptive'],
  efforts: ['low', 'medium', 'high', 'xhigh', 'max'],
  off: 'lowest-effort',
};
/** In tokens, for models whose limit is unknown. */
const DEFAULT_MAXIMUM_OUTPUT = 32_000;
const SMALLEST_BUDGET = 1_024;
const STRENGTH: readonly ReasoningEffort[] = ['minimal', 'low', 'medium', 'high', 'xhigh', 'max'];
/** Share of the model's output that a level may think, for models with a token budget. */
const SHARE: Readonly<Record<Exclude<ReasoningEffort, 'none'>, number>> = {
  minimal: 0.02,
  low: 0.1,
  medium: 0.3,
  high: 0.6,
  xhigh: 0.9,
  max: 0.95,
};

export interface ThinkingPlan {
  /** Thinking and answer together, in tokens. */
  readonly maxTokens: number;
  readonly thinking?: AnthropicThinking;
  readonly effort?: ReasoningEffort;
}

/**
 * Translates `reasoning_effort` (reference/protocols.md 3.6): an effort level where the model
 * thinks adaptively, else a budget, by which `max_tokens` is raised because it must exceed it.
 * Anthropic's own `thinking` among the unknown fields of the request goes out as it is.
 */
export function planThinking(
  request: ChatRequest,
  messages: readonly AnthropicMessageParam[],
  facts: ModelFacts,
  ignored: Set<string>,
): ThinkingPlan {
  const { reasoningEffort: effort, unknownFields } = request;
  const maximum = facts.maximumOutput ?? DEFAULT_MAXIMUM_OUTPUT;
  const maxTokens = request.maxOutputTokens ?? maximum;
  const known = facts.thinking ?? NEWEST;
  if (isThinking(unknownFields['thinking'])) {
    const level = effort && effort !== 'none' ? nearest(effort, known) : undefined;
    return { maxTokens, thinking: unknownFields['thinking'], ...(level && { effort: level }) };
  }
  if (effort === undefined) return { maxTokens };
  if (effort === 'none') return { maxTokens, ...doNotThink(known, ignored) };
  if (known.kinds.includes('adaptive')) {
    const level = nearest(effort, known);
    const thinking = { type: 'adaptive', display: 'summarized' } as const;
    return { maxTokens, thinking, ...(level && { effort: level }) };
  }
  if (!known.kinds.includes('budget') || !mayThinkOnBudget(messages)) {
    ignored.add('reasoning_effort');
    return { maxTokens };
  }
  const smallest = known.minimumBudget ?? SMALLEST_BUDGET;
  const largest = Math.min(known.maximumBudget ?? maximum, maximum);
  const budget = Math.min(Math.max(Math.round(maximum * SHARE[effort]), smallest), largest);
  return {
    maxTokens: Math.min(maxTokens + budget, Math.max(maximum, maxTokens)),
    thinking: { type: 'enabled', budget_tokens: budget },
  };
}

function doNotThink(
  { kinds, off, efforts }: ThinkingFacts,
  ignored: Set<string>,
): Omit<ThinkingPlan, 'maxTokens'> {
  if (kinds.length === 0) return {};
  switch (off) {
    case 'disabled':
      return { thinking: { type: 'disabled' } };
    case 'between-tools':
      ignored.add('reasoning_effort');
      return { thinking: { type: 'between_tools' } };
    case 'lowest-effort': {
      ignored.add('reasoning_effort');
      const lowest = efforts?.[0];
      return lowest === undefined ? {} : { effort: lowest };
    }
    default:
      return off satisfies never;
  }
}

/** The level itself, else the next lower, else the next higher that the model has. */
function nearest(effort: ReasoningEffort, { efforts }: ThinkingFacts): ReasoningEffort | undefined {
  if (!efforts) return undefined;
  const wanted = STRENGTH.indexOf(effort);
  const lower = efforts.findLast((level) => STRENGTH.indexOf(level) <= wanted);
  return lower ?? efforts.find((level) => STRENGTH.indexOf(level) > wanted);
}

/**
 * With a budget, Anthropic refuses to continue a prefill, and a tool loop whose assistant turn does
 * not begin with its thinking (the client did not send it back).
 */
function mayThinkOnBudget(messages: readonly AnthropicMessageParam[]): boolean {
  const lastAssistant = messages.findLastIndex(({ role }) => role === 'assistant');
  if (lastAssistant < 0) return true;
  if (lastAssistant === messages.length - 1) return false;
  const isToolLoop = messages[lastAssistant + 1]?.content[0]?.type === 'tool_result';
  const first = messages[lastAssistant]?.content[0]?.type;
  return !isToolLoop || first === 'thinking' || first === 'redacted_thinking';
}

function isThinking(value: unknown): value is AnthropicThinking {
  return typeof value === 'object' && value !== null && 'type' in value;
}
