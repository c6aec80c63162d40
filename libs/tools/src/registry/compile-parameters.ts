import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { JsonSchema } from 'llm-gateway/contracts';
import type { ArgumentFault } from '../tool.js';

const MAXIMUM_FAULTS = 20;

/**
 * Compiles the schema of a tool's arguments. Throws an `Error` when it is not a JSON Schema of an
 * object.
 */
export function compileParameters(
  parameters: JsonSchema,
): (given: unknown) => readonly ArgumentFault[] {
  if (parameters['type'] !== 'object') throw new Error("parameters.type must be 'object'");
  // One instance each: two tools may use one $id for different schemas.
  const ajv = new Ajv2020({ allErrors: true, strict: false, validateFormats: true });
  formats.default(ajv);
  const validate = ajv.compile(parameters);
  return (given) =>
    validate(given) ? [] : (validate.errors ?? []).slice(0, MAXIMUM_FAULTS).map(toFault);
}

function toFault({ instancePath, params, message = 'is not valid' }: ErrorObject): ArgumentFault {
  const missing: unknown = params['missingProperty'] ?? params['additionalProperty'];
  const keys = instancePath.split('/').slice(1).map(unescape);
  const path = [...keys, ...(typeof missing === 'string' ? [missing] : [])]
    .map((key) => (/^\d+$/.test(key) ? `[${key}]` : `.${key}`))
    .join('')
    .replace(/^\./, '');
  return { path, message };
}

function unescape(key: string): string {
  return key.replaceAll('~1', '/').replaceAll('~0', '~');
}
