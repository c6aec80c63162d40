import type { JsonSchema } from 'llm-gateway/contracts';
import { fillArray } from './fill-array.js';
import { FillBudget } from './fill-budget.js';
import { fillNumber } from './fill-number.js';
import { fillObject } from './fill-object.js';
import { fillString } from './fill-string.js';
import type { Filling, Schema } from './filling.js';
import { settleSchema } from './settle-schema.js';
import { typeOf } from './type-of-schema.js';

/**
 * Makes up the same valid value for the same JSON Schema every time: constants and enumerations,
 * all properties and not only the required ones, one item for a list, the smallest numbers in
 * range. Follows `$ref` within the schema, `allOf`, and the first branch of `anyOf` and `oneOf`.
 * Not looked at: `not`, `if`, `dependentSchemas`, `patternProperties`, `propertyNames`,
 * `unevaluated*`, and lookarounds and back references in patterns.
 *
 * Throws `unsupported_value` for a schema that is too large or endless.
 * @param param the request field that holds the schema, for the error
 * @param lean required properties only
 */
export function fillJsonSchema(schema: JsonSchema, param: string, lean = false): unknown {
  const budget = new FillBudget(param);
  return fill(schema, { root: schema, budget, depth: 0, references: [], lean, variant: 0 });
}

function fill(schema: Schema, filling: Filling): unknown {
  filling.budget.spend(1);
  filling.budget.checkDepth(filling.depth);
  const settled = settleSchema(schema, { ...filling, depth: filling.depth + 1 });
  const { schema: plain, filling: inner } = settled;
  if ('const' in plain) return plain['const'];
  const type = typeOf(plain);
  if (Array.isArray(plain['enum'])) {
    inner.budget.spend(plain['enum'].length);
    return chooseFrom(plain['enum'], type, inner.variant);
  }
  switch (type) {
    case 'object':
      return fillObject(plain, inner, settled.essential, fill);
    case 'array':
      return fillArray(plain, inner, fill);
    case 'string':
      return fillString(plain, inner);
    case 'number':
    case 'integer':
      return fillNumber(plain, type === 'integer', inner);
    case 'boolean':
      return inner.variant % 2 === 0;
    case 'null':
      return null;
    default:
      return type satisfies never;
  }
}

function chooseFrom(values: readonly unknown[], type: string, variant: number): unknown {
  const fitting = values.filter((value) => typeOf({ const: value }) === type);
  const choices = fitting.length > 0 ? fitting : values;
  return choices[variant % choices.length];
}
