import { flattenSchema, type FileKey, type FileSchema } from './flatten-schema.js';

/** A table of all keys of a schema. A key that several alternatives have stands there once. */
export function renderKeys(schema: FileSchema): string {
  const keys = new Map<string, FileKey>();
  for (const key of flattenSchema(schema)) {
    const known = keys.get(key.path);
    keys.set(key.path, known ? merge(known, key) : key);
  }
  return ['| Key | Value | |', '|---|---|---|', ...[...keys.values()].map(rowOf)].join('\n');
}

function merge(one: FileKey, other: FileKey): FileKey {
  const values = new Set([...valuesOf(one.schema), ...valuesOf(other.schema)]);
  return {
    path: one.path,
    required: one.required && other.required,
    schema: values.size > 0 ? { ...one.schema, const: undefined, enum: [...values] } : one.schema,
  };
}

function valuesOf({ const: only, enum: choices = [] }: FileSchema): readonly unknown[] {
  return only === undefined ? choices : [only];
}

function rowOf({ path, required, schema }: FileKey): string {
  const about = [schema.deprecated === true ? 'Deprecated.' : '', schema.description ?? ''];
  return `| \`${path}\`${required ? ' (required)' : ''} | ${renderValue(schema)} | ${inTable(about.join(' ').trim())} |`;
}

/** What values a key takes, in words. */
export function renderValue(schema: FileSchema): string {
  const { items, minimum, maximum, anyOf } = schema;
  const values = valuesOf(schema);
  const fallback = schema.default === undefined ? '' : `, default \`${String(schema.default)}\``;
  if (values.length > 0)
    return `${values.map((value) => `\`${String(value)}\``).join(', ')}${fallback}`;
  if (anyOf) return [...new Set(anyOf.map(renderValue))].filter((text) => text !== '').join(' or ');
  const types = [schema.type ?? []].flat().filter((type) => type !== 'null');
  const range = maximum === undefined ? '' : ` from ${minimum ?? 0} to ${maximum}`;
  const of = items?.type === undefined ? '' : ` of ${String(items.type)}s`;
  const words = types.map((type) => (type === 'array' ? `list${of}` : `${type}${range}`));
  return `${words.join(' or ')}${fallback}`;
}

export function inTable(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n\n', '<br>').replaceAll('\n', ' ');
}
