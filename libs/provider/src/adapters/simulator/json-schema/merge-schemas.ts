import type { JsonSchema } from 'llm-gateway/contracts';
import { isObject, numberOf, type Schema } from './filling.js';

const LARGER_WINS = new Set([
  'minimum',
  'exclusiveMinimum',
  'minLength',
  'minItems',
  'minProperties',
]);
const SMALLER_WINS = new Set([
  'maximum',
  'exclusiveMaximum',
  'maxLength',
  'maxItems',
  'maxProperties',
]);

/** One schema that asks for what both ask for, as far as a value can be made up for it. */
export function mergeSchemas(one: JsonSchema, other: Schema): JsonSchema {
  if (typeof other === 'boolean') return one;
  const merged: Record<string, unknown> = { ...one };
  for (const [key, value] of Object.entries(other)) {
    const present = merged[key];
    if (present === undefined) merged[key] = value;
    else if (isCombinator(key))
      merged['allOf'] = [...listOf(merged['allOf']), ...wrapped(key, value)];
    else merged[key] = mergeKeyword(key, present, value);
  }
  return merged;
}

/** Two of these cannot stand side by side, so the second one waits in `allOf`. */
function isCombinator(key: string): boolean {
  return key === '$ref' || key === 'anyOf' || key === 'oneOf' || key === 'allOf';
}

function wrapped(key: string, value: unknown): unknown[] {
  return key === 'allOf' ? listOf(value) : [{ [key]: value }];
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function mergeKeyword(key: string, one: unknown, other: unknown): unknown {
  if (LARGER_WINS.has(key))
    return Math.max(numberOf(one) ?? -Infinity, numberOf(other) ?? -Infinity);
  if (SMALLER_WINS.has(key))
    return Math.min(numberOf(one) ?? Infinity, numberOf(other) ?? Infinity);
  switch (key) {
    case 'required':
      return [...new Set([...listOf(one), ...listOf(other)])];
    case 'properties':
    case '$defs':
    case 'definitions':
      return mergeProperties(one, other);
    case 'items':
    case 'contains':
    case 'additionalProperties':
      return both(one, other);
    case 'type':
      return sharedTypes(one, other);
    case 'enum':
      return sharedValues(listOf(one), listOf(other));
    case 'uniqueItems':
      return one === true || other === true;
    default:
      return other;
  }
}

function mergeProperties(one: unknown, other: unknown): unknown {
  if (!isObject(one) || !isObject(other)) return other;
  const entries = new Map(Object.entries(one));
  for (const [name, schema] of Object.entries(other))
    entries.set(name, entries.has(name) ? both(entries.get(name), schema) : schema);
  return Object.fromEntries(entries);
}

function both(one: unknown, other: unknown): unknown {
  if (one === false || other === false) return false;
  if (one === true) return other;
  return other === true ? one : { allOf: [one, other] };
}

function sharedTypes(one: unknown, other: unknown): unknown {
  const [ones, others] = [one, other].map((type) => (Array.isArray(type) ? type : [type]));
  const shared = others!.flatMap((type) => {
    if (ones!.includes(type)) return [type];
    if (type === 'integer' && ones!.includes('number')) return ['integer'];
    return type === 'number' && ones!.includes('integer') ? ['integer'] : [];
  });
  return shared.length > 0 ? shared : other;
}

function sharedValues(one: readonly unknown[], other: readonly unknown[]): unknown[] {
  const known = new Set(one.map((value) => JSON.stringify(value)));
  const shared = other.filter((value) => known.has(JSON.stringify(value)));
  return shared.length > 0 ? shared : [...other];
}
