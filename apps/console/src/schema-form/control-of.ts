import type { JsonSchema } from '../api/tool.js';

/** What a value is entered with. `json` stands for all that a form cannot show. */
export type Control = 'choice' | 'text' | 'number' | 'lines' | 'group' | 'groups' | 'json';

export function controlOf(schema: JsonSchema): Control {
  if (schema.enum && schema.enum.every(isPlain)) return 'choice';
  switch (typeOf(schema)) {
    case 'boolean':
      return 'choice';
    case 'string':
      return 'text';
    case 'number':
    case 'integer':
      return 'number';
    case 'array':
      return controlOfItems(schema);
    case 'object':
      return schema.properties ? 'group' : 'json';
    default:
      return 'json';
  }
}

/** The values of a `choice`. */
export function choicesOf(schema: JsonSchema): readonly unknown[] {
  return schema.enum ?? [true, false];
}

/** A type beside null is that type; several others are none that a form can show. */
function typeOf({ type }: JsonSchema): string | undefined {
  const types = [type ?? []].flat().filter((name) => name !== 'null');
  return types.length === 1 ? types[0] : undefined;
}

function controlOfItems({ items }: JsonSchema): Control {
  const control = items && controlOf(items);
  if (control === 'text') return 'lines';
  return control === 'group' ? 'groups' : 'json';
}

function isPlain(value: unknown): boolean {
  return typeof value !== 'object' || value === null;
}
