import type { Static } from 'typebox';
import type { Chunk as ChunkSchema } from '../search-answers.schema.js';

/** A passage of a document. */
export type Chunk = Static<typeof ChunkSchema>;

export interface IndexedDocument {
  readonly collection: string;
  readonly source: string;
  readonly chunks: readonly Chunk[];
  /** One of length one for each chunk; none until they are made. */
  readonly vectors: readonly Float32Array[];
}
