import type { ErrorObject } from 'ajv';

export interface SchemaExplanation {
  /** JSON path of the field at fault, as OpenAI writes it: `messages[0].role`. */
  readonly param: string;
  readonly message: string;
}

/**
 * One sentence for a person out of ajv's errors. Where a value may have several forms, ajv reports
 * each form's complaint; the complaint deepest in the value is about the form that was meant.
 */
export function explainSchemaErrors(errors: readonly ErrorObject[]): SchemaExplanation {
  const complaints = errors.filter(({ keyword }) => keyword !== 'anyOf' && keyword !== 'oneOf');
  const depth = Math.max(
    0,
    ...complaints.map(({ instancePath }) => instancePath.split('/').length),
  );
  const deepest = complaints.filter(({ instancePath }) => instancePath.split('/').length === depth);
  const error = deepest[0] ?? errors[0];
  if (!error) return { param: '', message: 'The request is not valid.' };
  const types = deepest.filter(({ keyword }) => keyword === 'type');
  const param = pathOf(error);
  const where = param === '' ? 'The request body' : `'${param}'`;
  const text = types.length > 1 ? describeTypes(types) : describe(error);
  return { param, message: `${where} ${text}.` };
}

function pathOf({ instancePath, keyword, params }: ErrorObject): string {
  const path = instancePath
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((key) => (/^\d+$/.test(key) ? `[${key}]` : `.${key}`))
    .join('')
    .replace(/^\./, '');
  const child =
    keyword === 'required'
      ? params['missingProperty']
      : keyword === 'discriminator'
        ? params['tag']
        : undefined;
  if (child === undefined) return path;
  return path === '' ? String(child) : `${path}.${child}`;
}

function describe({ keyword, params, schema, data, message }: ErrorObject): string {
  switch (keyword) {
    case 'required':
      return 'is required';
    case 'type':
      return `must be ${nameTypes([params['type']].flat())}, not ${typeName(data)}`;
    case 'enum':
      return `must be one of ${list(schema as unknown[])}, not ${quote(data)}`;
    case 'const':
      return `must be ${quote(schema)}`;
    case 'discriminator':
      return params['tagValue'] === undefined
        ? 'is required'
        : `has a value that is not known: ${quote(params['tagValue'])}`;
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
    default:
      return message ?? 'is not valid';
  }
}

function describeTypes(errors: readonly ErrorObject[]): string {
  const types = errors.flatMap(({ params }) => params['type'] as string | string[]);
  return `must be ${nameTypes([...new Set(types)])}, not ${typeName(errors[0]?.data)}`;
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

function typeName(value: unknown): string {
  if (value === undefined) return 'absent';
  if (value === null) return 'null';
  if (typeof value === 'number') return quote(value);
  const name = Array.isArray(value) ? 'array' : typeof value;
  return ARTICLES[name] ?? `a ${name}`;
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
