import type { ModelFacts, ThinkingFacts } from 'llm-gateway/contracts';

/** What OpenAI's thinking models refuse unless it has the value that is the default anyway. */
const SAMPLING: Readonly<Record<string, (value: unknown) => boolean>> = {
  temperature: (value) => value === 1,
  top_p: (value) => value === 1,
  presence_penalty: (value) => value === 0,
  frequency_penalty: (value) => value === 0,
  logit_bias: (value) => typeof value === 'object' && Object.keys(value ?? {}).length === 0,
};

/**
 * Names of the fields of a request body that its model refuses: sampling parameters while it thinks
 * (reference/protocols.md 1.1).
 */
export function refusedFields(
  body: Readonly<Record<string, unknown>>,
  facts: ModelFacts,
): readonly string[] {
  if (facts.sampling !== false) return [];
  if (facts.thinking && isOff(facts.thinking, body['reasoning_effort'])) return [];
  return Object.entries(SAMPLING)
    .filter(([name, isDefault]) => body[name] != null && !isDefault(body[name]))
    .map(([name]) => name);
}

/** True when the model can go without thinking and will in this call. */
function isOff({ efforts, onByDefault }: ThinkingFacts, effort: unknown): boolean {
  if (!efforts?.includes('none')) return false;
  return effort == null ? onByDefault !== true : effort === 'none';
}
