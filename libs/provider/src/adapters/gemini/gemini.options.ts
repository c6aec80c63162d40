import type { Provider } from 'llm-gateway/contracts';

/** What `quirks` may say of a Gemini provider. */
export interface GeminiOptions {
  /** Version in the path: `v1beta` (default), `v1`, `v1alpha`. */
  readonly apiVersion: string;
  /** Sent with each request that brings none of its own; the provider's defaults when absent. */
  readonly safetySettings?: readonly Readonly<Record<string, unknown>>[];
  /** Ask for thought summaries when the client asks for reasoning. */
  readonly includeThoughts: boolean;
  /** Requests after the first that one long answer may take. */
  readonly maximumContinuations: number;
  /** Beginnings of model names that answer a penalty with "Penalty is not enabled for this model". */
  readonly modelsWithoutPenalties: readonly string[];
}

/** 1,048,576 tokens at 32,768 for each request is the longest answer there is (Gemini 4). */
const MAXIMUM_CONTINUATIONS = 31;

const DEFAULTS: GeminiOptions = {
  apiVersion: 'v1beta',
  includeThoughts: true,
  maximumContinuations: MAXIMUM_CONTINUATIONS,
  // C: AIS-GOO `google-model-catalog.ts`.
  modelsWithoutPenalties: ['gemini-2.5'],
};

const CHECKS: {
  readonly [Key in keyof GeminiOptions]-?: readonly [string, (value: unknown) => boolean];
} = {
  apiVersion: [
    'an API version such as "v1beta" or "v1"',
    (value) => typeof value === 'string' && /^v\d+(alpha|beta)?\d*$/.test(value),
  ],
  safetySettings: [
    'a list of {"category", "threshold"} objects',
    (value) => Array.isArray(value) && value.every(isSafetySetting),
  ],
  includeThoughts: ['true or false', (value) => typeof value === 'boolean'],
  maximumContinuations: [
    'a whole number from 0 on',
    (value) => Number.isInteger(value) && (value as number) >= 0,
  ],
  modelsWithoutPenalties: [
    'a list of strings',
    (value) => Array.isArray(value) && value.every((item) => typeof item === 'string'),
  ],
};

/** Throws an `Error` that names the wrong key and what it must be. */
export function checkGeminiQuirks({ name, quirks }: Provider): void {
  for (const [key, value] of Object.entries(quirks)) {
    if (!Object.hasOwn(CHECKS, key))
      throw new Error(
        `Provider '${name}': the gemini adapter has no quirk '${key}'. Known: ${Object.keys(CHECKS).join(', ')}.`,
      );
    const [expected, holds] = CHECKS[key as keyof GeminiOptions];
    if (!holds(value)) throw new Error(`Provider '${name}': quirk '${key}' must be ${expected}.`);
  }
}

const parsed = new WeakMap<Provider, GeminiOptions>();

/** The provider's options; its quirks were checked at boot. */
export function geminiOptionsOf(provider: Provider): GeminiOptions {
  let options = parsed.get(provider);
  if (!options) {
    options = { ...DEFAULTS, ...(provider.quirks as Partial<GeminiOptions>) };
    parsed.set(provider, options);
  }
  return options;
}

function isSafetySetting(value: unknown): boolean {
  const setting = value as { category?: unknown; threshold?: unknown } | null;
  return typeof setting?.category === 'string' && typeof setting.threshold === 'string';
}
