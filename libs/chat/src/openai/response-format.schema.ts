import { Type } from 'typebox';
import {
  optionalBoolean,
  optionalObject,
  optionalString,
  taggedUnion,
} from './json-schema-types.js';

const ResponseFormat = taggedUnion('type', [
  Type.Object({ type: Type.Literal('text') }),
  Type.Object({ type: Type.Literal('json_object') }),
  Type.Object({
    type: Type.Literal('json_schema'),
    json_schema: Type.Object({
      name: Type.String({ minLength: 1, maxLength: 64 }),
      description: optionalString({ description: 'What the format is for.' }),
      schema: optionalObject({ description: 'JSON Schema of the answer.' }),
      strict: optionalBoolean({ description: 'The answer follows the schema exactly.' }),
    }),
  }),
]);

export const ResponseFormatOption = Type.Union([ResponseFormat, Type.Null()], {
  description: 'Form of the answer: text, any JSON object, or JSON that follows a schema.',
});
