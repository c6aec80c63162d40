import type { ErrorObject } from 'ajv';
import type { JsonSchema } from 'llm-gateway/contracts';
import type { ArgumentFault } from '../tool.js';
import { countValues } from './count-values.js';
import { dialectOf } from './json-schema-dialect.js';

const MAXIMUM_FAULTS = 20;
/** Of arguments with more values than that, the first fault is found: each of them might have one. */
const MAXIMUM_VALUES = 1_000;
/** Keys are the caller's and may be of any length. */
const MAXIMUM_KEY = 80;

/**
 * Compiles the schema of a tool's arguments. Throws an `Error` when it is not a JSON Schema of an
 * object.
 */
export function compileParameters(
  parameters: JsonSchema,
): (given: unknown) => readonly ArgumentFault[] {
  if (parameters['type'] !== 'object') throw new Error("parameters.type must be 'object'");
  const { $schema, ...schema } = parameters;
  const dialect = dialectOf($schema);
  dialect.checkSchema(schema);
  // One instance each: two tools may use one $id for different schemas.
  const compile = (allErrors: boolean) => dialect.createAjv({ allErrors }).compile(schema);
  const findFirst = compile(false);
  // Most tools never see a fault, and compiling is what takes time at the start.
  let findAll: typeof findFirst | undefined;
  return (given) => {
    if (findFirst(given)) return [];
    const isLarge = countValues(given, MAXIMUM_VALUES) === MAXIMUM_VALUES;
    const validate = isLarge ? findFirst : (findAll ??= compile(true));
    if (!isLarge) validate(given);
    return (validate.errors ?? []).slice(0, MAXIMUM_FAULTS).map(toFault);
  };
}

function toFault({ instancePath, params, message = 'is not valid' }: ErrorObject): ArgumentFault {
  const child: unknown =
    params['missingProperty'] ?? params['additionalProperty'] ?? params['unevaluatedProperty'];
  const keys = instancePath.split('/').slice(1).map(unescape);
  return { path: writePath(typeof child === 'string' ? [...keys, child] : keys), message };
}

/** `filters[0].field`; a key that is no plain name stands in brackets, shortened: `["a.b"]`. */
function writePath(keys: readonly string[]): string {
  return keys
    .map((key) => {
      if (/^\d+$/.test(key)) return `[${key}]`;
      const isPlain = key.length <= MAXIMUM_KEY && /^[^.[\]\s]+$/.test(key);
      return isPlain ? `.${key}` : `[${JSON.stringify(key.slice(0, MAXIMUM_KEY))}]`;
    })
    .join('')
    .replace(/^\./, '');
}

function unescape(key: string): string {
  return key.replaceAll('~1', '/').replaceAll('~0', '~');
}
