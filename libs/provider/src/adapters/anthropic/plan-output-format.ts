import {
  GatewayError,
  type JsonSchema,
  type ModelFacts,
  type ResponseFormat,
} from 'llm-gateway/contracts';
import { fitsNativeOutput } from './fits-native-output.js';
import { sanitiseJsonSchema } from './sanitise-json-schema.js';

/** How the wanted form of the answer is brought about (reference/protocols.md 3.5). */
export type OutputFormatPlan =
  | { readonly type: 'text' }
  /** Asked for in the system prompt and checked when it is there. */
  | { readonly type: 'instruction'; readonly text: string }
  | { readonly type: 'native'; readonly schema: JsonSchema }
  /** A tool whose input is the answer. */
  | { readonly type: 'tool'; readonly schema: JsonSchema; readonly description: string };

const JSON_OBJECT_INSTRUCTION =
  'Answer with exactly one valid JSON object and nothing else: no text before or after it, no code fence.';

export function planOutputFormat(
  format: ResponseFormat | undefined,
  facts: ModelFacts,
): OutputFormatPlan {
  switch (format?.type) {
    case undefined:
    case 'text':
      return { type: 'text' };
    case 'json-object':
      return { type: 'instruction', text: JSON_OBJECT_INSTRUCTION };
    case 'json-schema': {
      const { schema, description } = format;
      if (facts.structuredOutput !== false && fitsNativeOutput(schema)) {
        const native = sanitiseJsonSchema(schema);
        const described = description === undefined || native['description'] !== undefined;
        return { type: 'native', schema: described ? native : { ...native, description } };
      }
      return {
        type: 'tool',
        schema: asToolInput(schema),
        description: description ?? 'Gives the answer as a JSON object.',
      };
    }
    default:
      return format satisfies never;
  }
}

function asToolInput(schema: JsonSchema): JsonSchema {
  const isUnion = ['anyOf', 'oneOf', 'allOf'].some((keyword) => keyword in schema);
  if (isUnion || (schema['type'] !== undefined && schema['type'] !== 'object'))
    throw new GatewayError(
      'unsupported_value',
      'This model can be held to a schema of a JSON object only. Make the root of the schema an object.',
      { param: 'response_format.json_schema.schema' },
    );
  return { type: 'object', ...schema };
}
