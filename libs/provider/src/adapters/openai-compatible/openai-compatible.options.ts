import type { Provider } from 'llm-gateway/contracts';
import type { Static } from 'typebox';
import { Default, Errors } from 'typebox/value';
import { OpenAiCompatibleSchema } from './openai-compatible.schema.js';

/** The quirks of one OpenAI-compatible vendor, complete. */
export type OpenAiCompatibleOptions = Static<typeof OpenAiCompatibleSchema>;

const parsed = new WeakMap<Provider, OpenAiCompatibleOptions>();

/** The quirks of a provider; they are checked and completed once. */
export function optionsOf(provider: Provider): OpenAiCompatibleOptions {
  let options = parsed.get(provider);
  if (!options) {
    options = parseOptions(provider.quirks);
    parsed.set(provider, options);
  }
  return options;
}

/** Throws an `Error` that names the key and the fix. */
export function parseOptions(quirks: Readonly<Record<string, unknown>>): OpenAiCompatibleOptions {
  const completed = Default(OpenAiCompatibleSchema, structuredClone(quirks));
  const fault = Errors(OpenAiCompatibleSchema, completed).find(
    ({ keyword }) => keyword !== 'boolean',
  );
  if (!fault) return completed as OpenAiCompatibleOptions;
  throw new Error(describe(fault));
}

interface Fault {
  readonly keyword: string;
  readonly instancePath: string;
  readonly message: string;
  readonly params: object;
}

function describe({ keyword, instancePath, message, params }: Fault): string {
  const at = instancePath.slice(1).replaceAll('/', '.');
  const values = params as { additionalProperties?: string[]; allowedValues?: unknown[] };
  if (keyword === 'additionalProperties') {
    const key = [at, values.additionalProperties?.[0]].filter(Boolean).join('.');
    return `The quirk '${key}' is unknown. Known here: ${knownAt(at).join(', ')}.`;
  }
  const fix = values.allowedValues ? `must be one of ${values.allowedValues.join(', ')}` : message;
  return `The quirk '${at}' ${fix}.`;
}

function knownAt(at: string): string[] {
  const { properties } = OpenAiCompatibleSchema;
  switch (at) {
    case 'supports':
      return Object.keys(properties.supports.properties);
    case 'reasoning':
      return Object.keys(properties.reasoning.properties);
    default:
      return Object.keys(properties);
  }
}
