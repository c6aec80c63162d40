import type { PipeTransform } from '@nestjs/common';
import { assertBoundedNesting } from './bounded-nesting.js';
import { parseJsonBody, type JsonBody } from './json-body.js';
import { SchemaValidator } from './schema-validator.js';

/** Parses and validates a raw body in one pass: `@Body(new JsonBodyPipe<Dto>(schema))`. */
export class JsonBodyPipe<Value> implements PipeTransform<unknown, JsonBody<Value>> {
  readonly #validator: SchemaValidator<Value>;

  constructor(schema: object) {
    this.#validator = new SchemaValidator<Value>(schema);
  }

  transform(body: unknown): JsonBody<Value> {
    const { bytes, value } = parseJsonBody(body);
    assertBoundedNesting(value);
    return { bytes, value: this.#validator.check(value) };
  }
}
