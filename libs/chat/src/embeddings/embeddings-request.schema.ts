import { Type, type Static } from 'typebox';
import { optionalEnum, optionalInteger, optionalString } from '../openai/json-schema-types.js';

const MAXIMUM_INPUTS = 2_048;
const MAXIMUM_TOKENS = 300_000;

/** Body of `POST /v1/embeddings`. */
export const EmbeddingsRequest = Type.Object(
  {
    model: Type.String({ minLength: 1, maxLength: 512, description: '`provider/model`.' }),
    input: Type.Union(
      [
        Type.String({ minLength: 1 }),
        Type.Array(Type.String(), { minItems: 1, maxItems: MAXIMUM_INPUTS }),
        Type.Array(Type.Integer({ minimum: 0 }), { minItems: 1, maxItems: MAXIMUM_TOKENS }),
        Type.Array(
          Type.Array(Type.Integer({ minimum: 0 }), { minItems: 1, maxItems: MAXIMUM_TOKENS }),
          { minItems: 1, maxItems: MAXIMUM_INPUTS },
        ),
      ],
      { description: 'A text, texts, token ids, or lists of token ids.' },
    ),
    encoding_format: optionalEnum(['float', 'base64'], {
      description: 'Vectors as numbers, or as base64 of little-endian 32-bit floats.',
    }),
    dimensions: optionalInteger({
      description: 'Length of the vectors, where the model lets the caller choose.',
      minimum: 1,
      maximum: 100_000,
    }),
    user: optionalString({ description: 'Stable, anonymous id of the end user.' }),
  },
  { additionalProperties: true },
);

export type EmbeddingsRequest = Static<typeof EmbeddingsRequest>;
