import { Ajv, type ValidateFunction } from 'ajv';
import { GatewayError } from 'llm-gateway/contracts';
import { explainSchemaErrors } from './explain-schema-errors.js';

// Stops at the first error, so that a hostile body cannot buy more work than a good one.
const ajv = new Ajv({ discriminator: true, strict: false, verbose: true });

/** A JSON Schema, compiled once. */
export class SchemaValidator<Value> {
  readonly #validate: ValidateFunction<Value>;

  /** @param subject what error messages call the whole value: `The file` */
  constructor(
    schema: object,
    private readonly subject?: string,
  ) {
    this.#validate = ajv.compile<Value>(schema);
  }

  /** Returns the value, or throws `invalid_request` that names the field and the fix. */
  check(value: unknown): Value {
    if (this.#validate(value)) return value;
    const { param, message } = explainSchemaErrors(this.#validate.errors ?? [], this.subject);
    throw new GatewayError('invalid_request', message, param === '' ? {} : { param });
  }
}
