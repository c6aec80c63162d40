import type { JsonSchema } from 'llm-gateway/contracts';

const KEPT = ['$id', '$schema', 'const', 'default', 'enum', 'title', 'type'];
const FORMATS = new Set([
  'date',
  'date-time',
  'duration',
  'email',
  'hostname',
  'ipv4',
  'ipv6',
  'time',
  'uri',
  'uuid',
]);
/** Anthropic's grammar has no limits; the model is told of them in the description instead. */
const LIMITS: Readonly<Record<string, string>> = {
  minimum: 'minimum',
  maximum: 'maximum',
  exclusiveMinimum: 'greater than',
  exclusiveMaximum: 'less than',
  multipleOf: 'multiple of',
  minLength: 'minimum length',
  maxLength: 'maximum length',
  pattern: 'pattern',
  minItems: 'minimum number of items',
  maxItems: 'maximum number of items',
  uniqueItems: 'items are unique',
  minProperties: 'minimum number of properties',
  maxProperties: 'maximum number of properties',
  not: 'must not match',
};

/**
 * Rewrites a schema in the subset of keywords that `output_config.format` and strict tools take
 * (reference/protocols.md 3.5): closed objects, `anyOf` for `oneOf`, limits told in words. For
 * schemas that `fitsNativeOutput`.
 */
export function sanitiseJsonSchema(schema: JsonSchema): JsonSchema {
  const result: Record<string, unknown> = {};
  for (const key of ['$defs', 'definitions'])
    if (isSchema(schema[key])) result[key] = sanitiseEach(schema[key]);
  // Nothing but definitions may stand beside a reference.
  if (schema['$ref'] !== undefined) return { $ref: schema['$ref'], ...result };
  for (const key of KEPT) if (schema[key] !== undefined) result[key] = schema[key];
  const { anyOf, oneOf, allOf, items, properties, required, format } = schema;
  const alternatives = anyOf ?? oneOf;
  if (Array.isArray(alternatives)) result['anyOf'] = alternatives.map(sanitiseAny);
  if (Array.isArray(allOf)) result['allOf'] = allOf.map(sanitiseAny);
  if (items !== undefined) result['items'] = sanitiseAny(items);
  if (isSchema(properties)) result['properties'] = sanitiseEach(properties);
  if (isSchema(properties) || schema['type'] === 'object') {
    result['additionalProperties'] = false;
    if (required !== undefined) result['required'] = required;
  }
  if (typeof format === 'string' && FORMATS.has(format)) result['format'] = format;
  const description = describe(schema);
  if (description !== '') result['description'] = description;
  return result;
}

function sanitiseAny(schema: unknown): unknown {
  return isSchema(schema) ? sanitiseJsonSchema(schema) : schema;
}

function sanitiseEach(schemas: JsonSchema): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [name, sanitiseAny(schema)]),
  );
}

function describe(schema: JsonSchema): string {
  const limits = Object.entries(LIMITS)
    .filter(([key]) => schema[key] !== undefined && schema[key] !== false)
    .map(([key, words]) => `${words}${schema[key] === true ? '' : `: ${inWords(schema[key])}`}`);
  const { description, format } = schema;
  if (typeof format === 'string' && !FORMATS.has(format)) limits.push(`format: ${format}`);
  const said = typeof description === 'string' ? [description] : [];
  return [...said, ...(limits.length > 0 ? [`(${limits.join('; ')})`] : [])].join(' ');
}

function inWords(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
