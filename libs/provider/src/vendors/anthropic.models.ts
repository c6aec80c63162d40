import type { ModelEntry, ModelFacts, ReasoningEffort, ThinkingFacts } from 'llm-gateway/contracts';

const EFFORTS: readonly ReasoningEffort[] = ['low', 'medium', 'high', 'xhigh', 'max'];
const EFFORTS_OF_4_6: readonly ReasoningEffort[] = ['low', 'medium', 'high', 'max'];
const SMALLEST_BUDGET = 1_024;

/** Cannot stop thinking: the best that "do not think" gets is the lowest effort. */
const ALWAYS_THINKS: ThinkingFacts = {
  kinds: ['adaptive'],
  efforts: EFFORTS,
  off: 'lowest-effort',
  onByDefault: true,
};
const BUDGET_ONLY: ThinkingFacts = {
  kinds: ['budget'],
  off: 'disabled',
  minimumBudget: SMALLEST_BUDGET,
};
const DOES_NOT_THINK: ThinkingFacts = { kinds: [], off: 'disabled' };

const MODERN: ModelFacts = {
  contextWindow: 1_000_000,
  maximumOutput: 128_000,
  sampling: false,
  forcedTools: true,
  structuredOutput: true,
  systemMidConversation: true,
  prefill: false,
  images: true,
};

/** The rules of the newest models, which every claude model that is not in the table is given. */
const NEWEST: ModelFacts = { ...MODERN, forcedTools: false, thinking: ALWAYS_THINKS };

const SONNET_5_5: ModelFacts = {
  ...NEWEST,
  thinking: { ...ALWAYS_THINKS, off: 'between-tools', offMaximumEffort: 'high' },
};
const HAIKU_5_5: ModelFacts = {
  ...MODERN,
  thinking: { kinds: ['adaptive'], efforts: EFFORTS, off: 'disabled', offMaximumEffort: 'high' },
};
const OPUS_5: ModelFacts = {
  ...MODERN,
  thinking: {
    kinds: ['adaptive', 'budget'],
    efforts: EFFORTS,
    off: 'disabled',
    offMaximumEffort: 'high',
    minimumBudget: SMALLEST_BUDGET,
  },
};
const FABLE_5: ModelFacts = { ...MODERN, thinking: ALWAYS_THINKS };
// Some catalogues give these a thinking budget; the vendor's documentation and live 400s do not.
const OPUS_4_8: ModelFacts = {
  ...MODERN,
  thinking: { kinds: ['adaptive'], efforts: EFFORTS, off: 'disabled' },
};
const OPUS_4_7: ModelFacts = { ...OPUS_4_8, systemMidConversation: false };
const SONNET_5: ModelFacts = {
  ...OPUS_4_7,
  thinking: { kinds: ['adaptive'], efforts: EFFORTS, off: 'disabled', onByDefault: true },
};
const CLAUDE_4_6: ModelFacts = {
  ...MODERN,
  sampling: true,
  systemMidConversation: false,
  thinking: {
    kinds: ['adaptive', 'budget'],
    efforts: EFFORTS_OF_4_6,
    off: 'disabled',
    minimumBudget: SMALLEST_BUDGET,
  },
};
const CLAUDE_4_5: ModelFacts = {
  contextWindow: 200_000,
  maximumOutput: 64_000,
  sampling: true,
  thinking: BUDGET_ONLY,
  forcedTools: true,
  structuredOutput: true,
  systemMidConversation: false,
  prefill: true,
  images: true,
};
const OPUS_4_5: ModelFacts = {
  ...CLAUDE_4_5,
  thinking: { ...BUDGET_ONLY, efforts: ['low', 'medium', 'high'] },
};
const OPUS_4_1: ModelFacts = { ...CLAUDE_4_5, maximumOutput: 32_000 };
const SONNET_4: ModelFacts = { ...CLAUDE_4_5, structuredOutput: false };
const OPUS_4: ModelFacts = { ...OPUS_4_1, structuredOutput: false };
const CLAUDE_3_5: ModelFacts = {
  ...SONNET_4,
  maximumOutput: 8_192,
  thinking: DOES_NOT_THINK,
};
const CLAUDE_3: ModelFacts = { ...CLAUDE_3_5, maximumOutput: 4_096 };
const CLAUDE_2: ModelFacts = { ...CLAUDE_3, contextWindow: 100_000, images: false };

/**
 * Claude models by family (reference/protocols.md 3.6). Patterns of a generation name its dated
 * snapshots and nothing newer, so that an unknown successor gets the newest rules.
 */
export const ANTHROPIC_MODELS: readonly ModelEntry[] = [
  ...family('claude-opus-5-5', NEWEST),
  ...family('claude-sonnet-5-5', SONNET_5_5),
  ...family('claude-haiku-5-5', HAIKU_5_5),
  ...family('claude-fable-5-2', NEWEST),
  ...family('claude-fable-5-1', NEWEST),
  ...generation('claude-fable-5', FABLE_5),
  ...generation('claude-opus-5', OPUS_5),
  ...generation('claude-sonnet-5', SONNET_5),
  ...family('claude-opus-4-8', OPUS_4_8),
  ...family('claude-opus-4-7', OPUS_4_7),
  ...family('claude-opus-4-6', CLAUDE_4_6),
  ...family('claude-sonnet-4-6', CLAUDE_4_6),
  ...family('claude-opus-4-5', OPUS_4_5),
  ...family('claude-sonnet-4-5', CLAUDE_4_5),
  ...family('claude-haiku-4-5', CLAUDE_4_5),
  { match: 'claude-opus-4-1*', ...OPUS_4_1 },
  ...retired('claude-opus-4', OPUS_4),
  ...retired('claude-sonnet-4', SONNET_4),
  { match: 'claude-3-7-sonnet*', ...SONNET_4 },
  { match: 'claude-3-5-sonnet*', ...CLAUDE_3_5 },
  { match: 'claude-3-5-haiku*', ...CLAUDE_3_5 },
  { match: 'claude-3-*', ...CLAUDE_3 },
  { match: 'claude-2.1*', ...CLAUDE_2, contextWindow: 200_000 },
  { match: 'claude-2*', ...CLAUDE_2 },
  { match: 'claude-instant*', ...CLAUDE_2 },
  { match: 'claude-*', ...NEWEST },
];

/** A model whose name nothing newer begins with. */
function family(name: string, facts: ModelFacts): ModelEntry[] {
  return [
    { match: name, listed: true, ...facts },
    { match: `${name}*`, ...facts },
  ];
}

/** A model whose name a successor's may begin with: `claude-opus-5` and `claude-opus-5-7`. */
function generation(name: string, facts: ModelFacts): ModelEntry[] {
  return [{ match: name, listed: true, ...facts }, ...snapshots(name, facts)];
}

/** The same for a model that its vendor has withdrawn or is about to. */
function retired(name: string, facts: ModelFacts): ModelEntry[] {
  return [{ match: name, ...facts }, { match: `${name}-0*`, ...facts }, ...snapshots(name, facts)];
}

/** Dated snapshots: `claude-opus-4-20250514`, and Vertex's `claude-opus-4@20250514`. */
function snapshots(name: string, facts: ModelFacts): ModelEntry[] {
  return [
    { match: `${name}-20*`, ...facts },
    { match: `${name}@*`, ...facts },
  ];
}
