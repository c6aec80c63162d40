import { Ajv, type ErrorObject } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { JsonSchema } from 'llm-gateway/contracts';
import type { ArgumentFault } from '../tool.js';

const MAXIMUM_FAULTS = 20;
/** Generators of schemas, MCP's legacy SDK among them, still write these drafts. */
const OLDER_DIALECT = /\/draft-0[4-7]\//;

/**
 * Compiles the schema of a tool's arguments. Throws an `Error` when it is not a JSON Schema of an
 * object.
 */
export function compileParameters(
  parameters: JsonSchema,
): (given: unknown) => readonly ArgumentFault[] {
  if (parameters['type'] !== 'object') throw new Error("parameters.type must be 'object'");
  const { $schema: dialect, ...schema } = parameters;
  const options = { allErrors: true, strict: false, validateFormats: true };
  // One instance each: two tools may use one $id for different schemas.
  const ajv = OLDER_DIALECT.test(String(dialect)) ? new Ajv(options) : new Ajv2020(options);
  formats.default(ajv);
  const validate = ajv.compile(schema);
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
