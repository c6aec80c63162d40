import { Type, type Static } from 'typebox';

const collection = Type.Optional(
  Type.String({ pattern: '^[A-Za-z0-9._-]{1,64}$', default: 'default' }),
);
const source = Type.String({ minLength: 1, maxLength: 1_000, description: 'A path, an address.' });
const metadataValue = { type: ['string', 'number', 'boolean', 'null'], maxLength: 2_000 };

/** Body of `POST /v1/documents`. */
export const DocumentRequest = Type.Object(
  {
    source,
    text: Type.String({ minLength: 1, maxLength: 1_000_000, pattern: '\\S' }),
    format: Type.Optional(Type.Enum(['text', 'markdown'], { default: 'text' })),
    collection,
    metadata: Type.Optional(
      Type.Unsafe<Record<string, string | number | boolean | null>>({
        type: 'object',
        maxProperties: 50,
        additionalProperties: metadataValue,
        description: 'Comes back with each chunk.',
      }),
    ),
  },
  { additionalProperties: false },
);
export type DocumentRequest = Static<typeof DocumentRequest>;

/** With nothing left to default. */
export type Document = Required<DocumentRequest>;

/** Query of `DELETE /v1/documents`. */
export const DocumentQuery = Type.Object({ source, collection }, { additionalProperties: false });
export type DocumentQuery = Static<typeof DocumentQuery>;

/** Body of `POST /v1/search`. */
export const SearchRequest = Type.Object(
  {
    query: Type.String({ minLength: 1, maxLength: 2_000, pattern: '\\S' }),
    top_k: Type.Optional(Type.Integer({ minimum: 1, maximum: 50, default: 5 })),
    collection,
  },
  { additionalProperties: false },
);
export type SearchRequest = Static<typeof SearchRequest>;
