import type { PipeTransform } from '@nestjs/common';
import { JsonBodyPipe, type JsonBody } from 'llm-gateway/http';

const EMPTY_OBJECT = Buffer.from('{}');

/** As `JsonBodyPipe`, for routes where every field is optional: no body at all means `{}`. */
export class OptionalJsonBodyPipe<Value> implements PipeTransform<unknown, JsonBody<Value>> {
  readonly #pipe: JsonBodyPipe<Value>;

  constructor(schema: object) {
    this.#pipe = new JsonBodyPipe(schema);
  }

  transform(body: unknown): JsonBody<Value> {
    const isSent = body instanceof Uint8Array && body.length > 0;
    return this.#pipe.transform(isSent ? body : EMPTY_OBJECT);
  }
}
