import type { JsonSchema } from 'llm-gateway/contracts';
import { isObject, isSchema, numberOf, type Fill, type Filling } from './filling.js';

/** An object with all its properties; with the required ones only where `essential` or lean. */
export function fillObject(
  schema: JsonSchema,
  filling: Filling,
  essential: boolean,
  fill: Fill,
): Record<string, unknown> {
  const declared = new Map(
    Object.entries(isObject(schema['properties']) ? schema['properties'] : {}),
  );
  filling.budget.spend(declared.size);
  const names = chooseNames(schema, declared, essential || filling.lean);
  const other = isSchema(schema['additionalProperties']) ? schema['additionalProperties'] : true;
  return Object.fromEntries(
    [...names].map((name) => {
      const property = declared.get(name);
      return [name, fill(isSchema(property) ? property : other, filling)];
    }),
  );
}

function chooseNames(
  schema: JsonSchema,
  declared: ReadonlyMap<string, unknown>,
  onlyRequired: boolean,
): Set<string> {
  const minimum = numberOf(schema['minProperties']) ?? 0;
  const maximum = numberOf(schema['maxProperties']) ?? Infinity;
  const names = new Set(stringsOf(schema['required']));
  addDependents(names, schema['dependentRequired']);
  for (const [name, property] of declared) {
    const wanted = onlyRequired ? names.size < minimum : names.size < maximum;
    if (wanted && property !== false) names.add(name);
  }
  addDependents(names, schema['dependentRequired']);
  if (schema['additionalProperties'] !== false)
    for (let number = 1; names.size < Math.min(minimum, MAXIMUM_EXTRA); number++)
      names.add(`key${number}`);
  return names;
}

/** More than this is refused when the values are counted. */
const MAXIMUM_EXTRA = 200_001;

function addDependents(names: Set<string>, dependents: unknown): void {
  if (!isObject(dependents)) return;
  // A set may grow while it is iterated, so dependents of dependents are found as well.
  for (const name of names)
    if (Object.hasOwn(dependents, name))
      for (const dependent of stringsOf(dependents[name])) names.add(dependent);
}

function stringsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
