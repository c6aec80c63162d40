import { SchemaValidator } from 'llm-gateway/http';
import { Type, type Static, type TProperties, type TSchema } from 'typebox';

/** An object with these fields and no others, as `strict` structured output wants it. */
export function strictObject<Properties extends TProperties>(properties: Properties) {
  return Type.Object(properties, { additionalProperties: false });
}

/** The JSON Schema of a model's answer, with its validator. */
export class AnswerSchema<Schema extends TSchema> {
  readonly validator: SchemaValidator<Static<Schema>>;

  constructor(readonly schema: Schema) {
    this.validator = new SchemaValidator(schema, 'The answer');
  }
}
