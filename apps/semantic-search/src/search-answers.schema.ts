import { Type } from 'typebox';

const text = Type.String();
const count = Type.Integer({ minimum: 0 });

const chunk = {
  id: Type.String({ description: '`chunk_` and 32 hexadecimal digits.' }),
  content: Type.String({ description: 'The passage, after the headings that it stands under.' }),
  metadata: Type.Object(
    { source: text, collection: text, title: text, headings: Type.Array(text), position: count },
    { additionalProperties: true, description: "The document's own, and where it comes from." },
  ),
};
const score = Type.Number({ description: 'Comparable within one answer only.' });

export const Chunk = Type.Object(chunk);

export const Added = Type.Object({ source: text, collection: text, chunks: count });

export const Found = Type.Object({
  query: text,
  collection: text,
  mode: Type.Enum(['bm25', 'hybrid']),
  chunks: Type.Array(Type.Object({ ...chunk, score }), { description: 'The best first.' }),
});

export const Collections = Type.Object({
  collections: Type.Array(Type.Object({ name: text, documents: count, chunks: count })),
});
