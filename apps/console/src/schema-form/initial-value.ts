import type { JsonSchema } from '../api/tool.js';

export type JsonObject = Readonly<Record<string, unknown>>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a form begins with: the defaults of what is required, and one entry in a list of objects. */
export function initialValue({ properties = {}, required = [] }: JsonSchema): JsonObject {
  const entries = required.flatMap((name) => {
    const value = properties[name] === undefined ? undefined : startOf(properties[name]);
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(entries);
}

function startOf(schema: JsonSchema): unknown {
  if (schema.default !== undefined) return schema.default;
  if (schema.properties) return initialValue(schema);
  return schema.items?.properties ? [initialValue(schema.items)] : undefined;
}
