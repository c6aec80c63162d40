import type { JsonSchema } from 'llm-gateway/contracts';

const TYPES = ['object', 'array', 'string', 'number', 'integer', 'boolean', 'null'] as const;
export type SchemaType = (typeof TYPES)[number];

/** Keywords that only make sense for one type, where a schema does not name it. */
const HINTS: readonly (readonly [SchemaType, readonly string[]])[] = [
  ['object', ['properties', 'required', 'additionalProperties', 'minProperties', 'maxProperties']],
  ['array', ['items', 'prefixItems', 'minItems', 'maxItems', 'contains', 'uniqueItems']],
  ['string', ['minLength', 'maxLength', 'pattern', 'format']],
  ['number', ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf']],
];

/** The type that a value for the schema shall have; of several, the first that is not null. */
export function typeOf(schema: JsonSchema): SchemaType {
  const { type } = schema;
  const named = (Array.isArray(type) ? type : [type]).filter((name): name is SchemaType =>
    (TYPES as readonly unknown[]).includes(name),
  );
  if (named.length > 0) return named.find((name) => name !== 'null') ?? 'null';
  if ('const' in schema) return typeOfValue(schema['const']);
  if (Array.isArray(schema['enum']) && schema['enum'].length > 0)
    return typeOfValue(schema['enum'][0]);
  return HINTS.find(([, words]) => words.some((word) => word in schema))?.[0] ?? 'string';
}

function typeOfValue(value: unknown): SchemaType {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value as 'object' | 'string' | 'boolean';
}
