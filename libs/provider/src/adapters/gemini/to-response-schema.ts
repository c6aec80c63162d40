import type { JsonSchema } from 'llm-gateway/contracts';
import { mergeAllOf, type SchemaContext } from './merge-all-of.js';

export interface ResponseSchema {
  readonly schema: JsonSchema;
  /** Keywords that found no place at all, not even in a description. */
  readonly dropped: ReadonlySet<string>;
}

/** What `responseJsonSchema` understands as it stands (reference/protocols.md 4.1). */
const PLAIN = new Set([
  '$id',
  '$anchor',
  'type',
  'format',
  'title',
  'minItems',
  'maxItems',
  'minimum',
  'maximum',
  'required',
  'propertyOrdering',
]);

/** The same, holding schemas by name, in a list, or one. */
const NAMED = new Set(['properties', '$defs']);
const LISTS = new Set(['prefixItems', 'anyOf', 'oneOf']);
const SINGLE = new Set(['items', 'additionalProperties']);

/** Say nothing about the value. */
const SILENT = new Set(['$schema', '$comment', 'description', 'definitions', 'nullable', 'allOf']);

/**
 * A JSON Schema in the subset that Gemini takes. What it has no keyword for is told to the model in
 * the description of the schema that it stood in.
 */
export function toResponseSchema(schema: JsonSchema): ResponseSchema {
  const dropped = new Set<string>();
  return { schema: convertObject(schema, { root: schema, dropped, open: new Set() }), dropped };
}

function convert(schema: unknown, context: SchemaContext): unknown {
  return isSchema(schema) ? convertObject(schema, context) : schema;
}

function convertObject(original: JsonSchema, outer: SchemaContext): JsonSchema {
  const { schema, open } = mergeAllOf(original, outer);
  const context = { ...outer, open };
  if (typeof schema['$ref'] === 'string') return convertReference(schema, context);
  const result: Record<string, unknown> = {};
  const notes: string[] = [];
  for (const [keyword, value] of Object.entries(rename(schema))) {
    if (PLAIN.has(keyword)) result[keyword] = value;
    else if (NAMED.has(keyword) && isSchema(value)) result[keyword] = convertEach(value, context);
    else if (LISTS.has(keyword) && Array.isArray(value))
      result[keyword] = value.map((item) => convert(item, context));
    else if (SINGLE.has(keyword)) result[keyword] = convert(value, context);
    else if (keyword === 'enum' && isPlainEnum(value)) result[keyword] = value;
    else if (!SILENT.has(keyword)) notes.push(`${keyword}: ${JSON.stringify(value)}`);
  }
  if (schema['nullable'] === true && typeof result['type'] === 'string')
    result['type'] = [result['type'], 'null'];
  const description = describe(schema['description'], notes);
  return description === undefined ? result : { ...result, description };
}

/** Beside a reference Gemini allows only keywords that begin with `$`. */
function convertReference(schema: JsonSchema, context: SchemaContext): JsonSchema {
  const result: Record<string, unknown> = {
    $ref: String(schema['$ref']).replace('#/definitions/', '#/$defs/'),
  };
  for (const [keyword, value] of Object.entries(rename(schema))) {
    if (keyword === '$defs' && isSchema(value)) result[keyword] = convertEach(value, context);
    else if (keyword === '$id' || keyword === '$anchor') result[keyword] = value;
    else if (keyword === 'description' || !(SILENT.has(keyword) || keyword === '$ref'))
      context.dropped.add(keyword);
  }
  return result;
}

/** Older and neighbouring spellings of what Gemini has a word for. */
function rename(schema: JsonSchema): JsonSchema {
  const { const: only, definitions, items, ...rest } = schema;
  return {
    ...rest,
    ...(only !== undefined && { enum: [only] }),
    ...(definitions !== undefined && rest['$defs'] === undefined && { $defs: definitions }),
    ...(Array.isArray(items) ? { prefixItems: items } : items !== undefined && { items }),
  };
}

function convertEach(schemas: JsonSchema, context: SchemaContext): JsonSchema {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [name, convert(schema, context)]),
  );
}

/** Gemini enumerates strings and numbers only. */
function isPlainEnum(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.every((item) => typeof item === 'string' || typeof item === 'number')
  );
}

function describe(description: unknown, notes: readonly string[]): string | undefined {
  const given = typeof description === 'string' ? description : undefined;
  if (notes.length === 0) return given;
  return [given, `Constraints: ${notes.join('; ')}`].filter(Boolean).join(' ');
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
