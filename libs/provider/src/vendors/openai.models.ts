import type { ModelEntry, ModelFacts, ReasoningEffort, ThinkingFacts } from 'llm-gateway/contracts';

/** Efforts by generation, as the current SDKs list them for chat completions. */
const O_SERIES: readonly ReasoningEffort[] = ['low', 'medium', 'high'];
const GPT_5: readonly ReasoningEffort[] = ['minimal', 'low', 'medium', 'high'];
const GPT_5_1: readonly ReasoningEffort[] = ['none', 'low', 'medium', 'high'];
const GPT_5_2: readonly ReasoningEffort[] = ['none', 'low', 'medium', 'high', 'xhigh'];
const GPT_5_6: readonly ReasoningEffort[] = ['none', 'low', 'medium', 'high', 'xhigh', 'max'];
const GPT_6: readonly ReasoningEffort[] = ['low', 'medium', 'high', 'xhigh', 'max'];
const PRO: readonly ReasoningEffort[] = ['medium', 'high', 'xhigh'];

/** Thinking models refuse sampling parameters while they think: reference/protocols.md 1.1. */
function thinking(
  efforts: readonly ReasoningEffort[] | undefined,
  onByDefault: boolean,
): ModelFacts & { readonly thinking: ThinkingFacts } {
  return {
    sampling: false,
    images: true,
    thinking: {
      kinds: ['effort'],
      ...(efforts && { efforts }),
      off: efforts?.includes('none') ? 'disabled' : 'lowest-effort',
      onByDefault,
    },
  };
}

const PLAIN: ModelFacts = { sampling: true };
const WINDOW_128K = { contextWindow: 128_000, maximumOutput: 16_384 };
const WINDOW_200K = { contextWindow: 200_000, maximumOutput: 100_000 };
const WINDOW_400K = { contextWindow: 400_000, maximumOutput: 128_000 };
const WINDOW_1M = { contextWindow: 1_050_000, maximumOutput: 128_000 };
const EMBEDDINGS: ModelFacts = { embeddings: true, contextWindow: 8_192 };

const GPT_4_1: ModelFacts = {
  ...PLAIN,
  contextWindow: 1_047_576,
  maximumOutput: 32_768,
  images: true,
};
const GPT_4O: ModelFacts = { ...PLAIN, ...WINDOW_128K, images: true };
const CHAT_OF_GPT_5: ModelFacts = { ...thinking(undefined, true), ...WINDOW_128K };

/** The names themselves are listed; what begins with them has the same facts. */
function family(names: readonly string[], facts: ModelFacts): ModelEntry[] {
  return [
    ...names.map((match) => ({ match, listed: true, ...facts })),
    ...names.map((match) => ({ match: `${match}-*`, ...facts })),
  ];
}

/** OpenAI's models, most specific first. Context windows are absent where none is published. */
export const OPENAI_MODELS: readonly ModelEntry[] = [
  { match: 'gpt-5-chat*', ...GPT_4O },
  { match: 'gpt-5.*-chat*', ...CHAT_OF_GPT_5 },
  { match: 'gpt-5.4-pro*', ...thinking(PRO, true), ...WINDOW_1M },
  { match: 'gpt-5*-pro*', ...thinking(PRO, true), ...WINDOW_400K },
  ...family(['gpt-6-astra', 'gpt-6.1-sol'], thinking(GPT_6, true)),
  ...family(['gpt-6.1-terra', 'gpt-6-sol', 'gpt-6-luna'], thinking(GPT_5_6, true)),
  { match: 'gpt-6*', ...thinking(GPT_6, true) },
  ...family(['gpt-5.6-sol', 'gpt-5.6-terra', 'gpt-5.6-luna'], {
    ...thinking(GPT_5_6, true),
    ...WINDOW_1M,
  }),
  { match: 'gpt-5.6*', ...thinking(GPT_5_6, true), ...WINDOW_1M },
  ...family(['gpt-5.5'], { ...thinking(GPT_5_2, true), ...WINDOW_1M }),
  ...family(['gpt-5.4-mini', 'gpt-5.4-nano'], { ...thinking(GPT_5_2, false), ...WINDOW_400K }),
  ...family(['gpt-5.4'], { ...thinking(GPT_5_2, false), ...WINDOW_1M }),
  ...family(['gpt-5.2'], { ...thinking(GPT_5_2, false), ...WINDOW_400K }),
  ...family(['gpt-5.1'], { ...thinking(GPT_5_1, false), ...WINDOW_400K }),
  ...family(['gpt-5-mini', 'gpt-5-nano', 'gpt-5'], { ...thinking(GPT_5, true), ...WINDOW_400K }),
  { match: 'gpt-5*', ...thinking(undefined, true), ...WINDOW_400K },
  { match: 'o3-mini*', ...thinking(O_SERIES, true), ...WINDOW_200K, images: false },
  ...family(['o4-mini', 'o3', 'o1'], { ...thinking(O_SERIES, true), ...WINDOW_200K }),
  ...family(['gpt-4.1-mini', 'gpt-4.1-nano', 'gpt-4.1'], GPT_4_1),
  { match: 'gpt-4o-search-preview*', ...WINDOW_128K, sampling: false },
  { match: 'gpt-4o-mini-search-preview*', ...WINDOW_128K, sampling: false },
  { match: 'gpt-4o-*audio*', ...PLAIN, ...WINDOW_128K, images: false },
  ...family(['gpt-4o-mini', 'gpt-4o'], GPT_4O),
  { match: 'chatgpt-4o-latest', ...GPT_4O },
  { match: 'gpt-audio*', ...PLAIN, ...WINDOW_128K, images: false },
  { match: 'gpt-4-turbo*', ...PLAIN, contextWindow: 128_000, maximumOutput: 4_096, images: true },
  { match: 'gpt-4-32k*', ...PLAIN, contextWindow: 32_768 },
  { match: 'gpt-4*', ...PLAIN, contextWindow: 8_192 },
  { match: 'gpt-3.5-turbo*', ...PLAIN, contextWindow: 16_385, maximumOutput: 4_096, images: false },
  { match: 'text-embedding-3-large', listed: true, ...EMBEDDINGS },
  { match: 'text-embedding-3-small', listed: true, ...EMBEDDINGS },
  { match: 'text-embedding-*', ...EMBEDDINGS },
];
