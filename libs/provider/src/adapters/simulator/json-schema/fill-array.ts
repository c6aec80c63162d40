import type { JsonSchema } from 'llm-gateway/contracts';
import { isSchema, numberOf, type Fill, type Filling, type Schema } from './filling.js';
import { mergeSchemas } from './merge-schemas.js';

/** How many values are tried before two equal items are accepted. */
const MAXIMUM_TRIES = 200;

/** A list of one item, of as many as are asked for, or of its fixed positions. */
export function fillArray(schema: JsonSchema, filling: Filling, fill: Fill): unknown[] {
  const { fixed, rest } = positionsOf(schema);
  const contains = isSchema(schema['contains']) ? schema['contains'] : undefined;
  const matches = contains === undefined ? 0 : (numberOf(schema['minContains']) ?? 1);
  const length = lengthOf(schema, filling.lean ? 0 : pleasantLength(fixed, rest), matches);
  filling.budget.spend(length);
  const seen = new Set<string>();
  const unique = schema['uniqueItems'] === true;
  return Array.from({ length }, (_, index) => {
    const item = fixed[index] ?? rest;
    const wanted = contains !== undefined && index < matches ? join(item, contains) : item;
    if (!unique) return fill(wanted, filling);
    return fillUnseen(wanted, filling, fill, seen, index);
  });
}

function positionsOf(schema: JsonSchema): { fixed: Schema[]; rest: Schema } {
  const { prefixItems, items, additionalItems } = schema;
  // Before draft 2020-12 a list of schemas in `items` meant fixed positions.
  if (Array.isArray(items))
    return {
      fixed: items.filter(isSchema),
      rest: isSchema(additionalItems) ? additionalItems : true,
    };
  return {
    fixed: Array.isArray(prefixItems) ? prefixItems.filter(isSchema) : [],
    rest: isSchema(items) ? items : true,
  };
}

/** Long enough to show what an item looks like. */
function pleasantLength(fixed: readonly Schema[], rest: Schema): number {
  return rest === false ? fixed.length : Math.max(fixed.length, 1);
}

function lengthOf(schema: JsonSchema, pleasant: number, matches: number): number {
  const minimum = Math.max(numberOf(schema['minItems']) ?? 0, matches);
  const maximum = numberOf(schema['maxItems']) ?? Infinity;
  return Math.ceil(Math.max(minimum, Math.min(pleasant, maximum)));
}

function join(item: Schema, contains: Schema): Schema {
  return typeof item === 'boolean' ? contains : mergeSchemas(item, contains);
}

function fillUnseen(
  schema: Schema,
  filling: Filling,
  fill: Fill,
  seen: Set<string>,
  index: number,
): unknown {
  let value: unknown;
  for (let attempt = 0; attempt < MAXIMUM_TRIES; attempt++) {
    value = fill(schema, { ...filling, variant: index + attempt });
    const text = JSON.stringify(value);
    if (seen.has(text)) continue;
    seen.add(text);
    break;
  }
  return value;
}
