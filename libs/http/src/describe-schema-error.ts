import type { ErrorObject } from 'ajv';

/**
 * What is wrong with one value, as the end of a sentence that begins with its name. Several errors
 * are the types of the forms that it may have.
 */
export function describeSchemaError(errors: readonly ErrorObject[]): string {
  const error = errors[0] as ErrorObject;
  if (error.propertyName !== undefined) return `has a name that ${describe(error)}`;
  if (error.keyword !== 'type') return describe(error);
  const types = errors.flatMap(({ params }) => params['type'] as string | string[]);
  return `must be ${nameTypes([...new Set(types)])}, not ${nameType(error.data)}`;
}

function describe({ keyword, params, schema, parentSchema, data, message }: ErrorObject): string {
  switch (keyword) {
    case 'required':
      return 'is required';
    case 'enum':
      return `must be one of ${list(schema as unknown[])}, not ${quote(data)}`;
    case 'const':
      return `must be ${quote(schema)}, not ${quote(data)}`;
    case 'discriminator':
      return describeTag(params['tag'] as string, params['tagValue'], parentSchema);
    case 'minimum':
      return `must be at least ${schema}, not ${quote(data)}`;
    case 'maximum':
      return `must be at most ${schema}, not ${quote(data)}`;
    case 'minItems':
      return `must have at least ${schema} ${schema === 1 ? 'entry' : 'entries'}`;
    case 'maxItems':
      return `must have at most ${schema} entries`;
    case 'maxLength':
      return `must be at most ${schema} characters long`;
    case 'minLength':
      return 'must not be empty';
    case 'maxProperties':
      return `must have at most ${schema} keys`;
    case 'pattern':
      return `must match ${schema}, unlike ${quote(data)}`;
    case 'additionalProperties': {
      const patterns = Object.keys(parentSchema?.['patternProperties'] ?? {});
      return patterns.length > 0
        ? `has a name that must match ${patterns.join(' or ')}`
        : 'is not a known field';
    }
    default:
      return message ?? 'is not valid';
  }
}

type Alternative = { readonly properties: Record<string, { readonly const?: unknown }> };

function describeTag(tag: string, value: unknown, schema: ErrorObject['parentSchema']): string {
  if (value === undefined) return 'is required';
  const alternatives = (schema?.['oneOf'] ?? []) as readonly Alternative[];
  const known = alternatives.map(({ properties }) => properties[tag]?.const);
  return `must be ${known.length === 1 ? '' : 'one of '}${list(known)}, not ${quote(value)}`;
}

const ARTICLES: Record<string, string> = {
  array: 'an array',
  object: 'an object',
  integer: 'an integer',
  null: 'null',
};

function nameTypes(types: readonly string[]): string {
  return types.map((type) => ARTICLES[type] ?? `a ${type}`).join(' or ');
}

function nameType(value: unknown): string {
  if (value === null || typeof value === 'number' || typeof value === 'boolean')
    return quote(value);
  const type = Array.isArray(value) ? 'array' : typeof value;
  return ARTICLES[type] ?? `a ${type}`;
}

function list(values: readonly unknown[]): string {
  return values
    .filter((value) => value !== null)
    .map(quote)
    .join(', ');
}

/** Shortened: an error message is no place for a client's megabyte. */
function quote(value: unknown): string {
  const text = JSON.stringify(value) ?? 'undefined';
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
