import type { ModelEntry, ModelFacts } from 'llm-gateway/contracts';

/*
 * Sources: C = AIS-GOO `google-model-catalog.ts`, D = ai.google.dev and cloud.google.com guides of
 * the models (2026-11). Levels and budgets: reference/protocols.md 4.1.
 */

const CHAT = { contextWindow: 1_048_576, maximumOutput: 65_536, images: true } as const;

/** Thinks always; "off" is its lowest level. */
function levels(...efforts: NonNullable<ModelFacts['thinking']>['efforts'] & object): ModelFacts {
  return {
    ...CHAT,
    thinking: { kinds: ['level'], efforts, off: 'lowest-effort', onByDefault: true },
  };
}

function budget(
  minimumBudget: number,
  maximumBudget: number,
  off: 'disabled' | 'lowest-effort',
  onByDefault = true,
): ModelFacts {
  return {
    ...CHAT,
    thinking: { kinds: ['budget'], minimumBudget, maximumBudget, off, onByDefault },
  };
}

const NO_THINKING = { thinking: { kinds: [], off: 'disabled' } } as const satisfies ModelFacts;

/** Long answers come in pieces that the adapter joins, up to the whole window. */
const GEMINI_4 = { ...levels('low', 'medium', 'high'), maximumOutput: 1_048_576 };
const FLASH_FROM_3_7 = levels('low', 'medium', 'high');
const FLASH_3 = levels('minimal', 'low', 'medium', 'high');
const PRO_3_1 = levels('low', 'medium', 'high');
const PRO_3 = levels('low', 'high');
const PRO_2_5 = budget(128, 32_768, 'lowest-effort');
const FLASH_2_5 = budget(1, 24_576, 'disabled');
const FLASH_LITE_2_5 = budget(512, 24_576, 'disabled', false);
const FLASH_2_0: ModelFacts = { ...CHAT, ...NO_THINKING, maximumOutput: 8_192 };
const EMBEDDING: ModelFacts = { embeddings: true };

/** Facts of Google's models, most specific first. */
export const GEMINI_MODELS: readonly ModelEntry[] = [
  { match: 'gemini-embedding-2', listed: true, ...EMBEDDING },
  { match: 'gemini-embedding-001', listed: true, ...EMBEDDING },
  { match: 'gemini-embedding-*', ...EMBEDDING },
  { match: 'text-embedding-*', ...EMBEDDING },

  {
    match: 'gemini-4-hydrogen*',
    ...levels('low', 'medium', 'high', 'xhigh'),
    maximumOutput: 1_048_576,
  },
  { match: 'gemini-4-argon', listed: true, ...GEMINI_4 },
  { match: 'gemini-4-carbon', listed: true, ...GEMINI_4 },
  { match: 'gemini-4-*', ...GEMINI_4 },

  { match: 'gemini-3.5-flash-lite', listed: true, ...FLASH_3 },
  { match: 'gemini-3*-flash-lite*', ...FLASH_3 },
  { match: 'gemini-3.8-flash', listed: true, ...FLASH_FROM_3_7 },
  { match: 'gemini-3.8-flash*', ...FLASH_FROM_3_7 },
  { match: 'gemini-3.7-flash*', ...FLASH_FROM_3_7 },
  { match: 'gemini-3.6-flash', listed: true, ...FLASH_3 },
  { match: 'gemini-3.5-flash', listed: true, ...FLASH_3 },
  { match: 'gemini-3*-flash*', ...FLASH_3 },
  { match: 'gemini-3-pro-image*', ...budget(128, 32_768, 'lowest-effort') },
  { match: 'gemini-3-pro*', ...PRO_3 },
  { match: 'gemini-3.1-pro-preview', listed: true, ...PRO_3_1 },
  { match: 'gemini-3*-pro*', ...PRO_3_1 },
  { match: 'gemini-flash-lite-latest', ...FLASH_3 },
  { match: 'gemini-flash-latest', ...FLASH_FROM_3_7 },
  { match: 'gemini-pro-latest', ...PRO_3_1 },

  { match: 'gemini-2.5-flash-image*', ...NO_THINKING },
  { match: 'gemini-2.5-*-tts*', ...NO_THINKING },
  { match: 'gemini-2.5-pro', listed: true, ...PRO_2_5 },
  { match: 'gemini-2.5-pro*', ...PRO_2_5 },
  { match: 'gemini-2.5-flash-lite', listed: true, ...FLASH_LITE_2_5 },
  { match: 'gemini-2.5-flash-lite*', ...FLASH_LITE_2_5 },
  { match: 'gemini-2.5-flash', listed: true, ...FLASH_2_5 },
  { match: 'gemini-2.5-*', ...FLASH_2_5 },
  { match: 'gemini-robotics-er-1.5*', ...FLASH_2_5 },
  { match: 'gemini-2.0-*', ...FLASH_2_0 },
  { match: 'gemini-1.*', ...FLASH_2_0 },

  { match: 'gemma-3*', ...NO_THINKING, structuredOutput: false },
  { match: 'gemma-*', ...NO_THINKING },
];
