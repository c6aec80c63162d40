import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { ConfigurationError } from 'llm-gateway/contracts';
import type { Chunk, IndexedDocument } from './indexed-document.js';

/** Survives `kill -9` at any moment. Other processes are kept out: what they wrote would not be seen. */
const SCHEMA = `
  PRAGMA locking_mode = EXCLUSIVE;
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  CREATE TABLE IF NOT EXISTS documents (
    collection TEXT, source TEXT, chunks TEXT NOT NULL, model TEXT NOT NULL, vectors BLOB NOT NULL,
    PRIMARY KEY (collection, source)
  ) STRICT;
`;

/** The documents on disk: one SQLite file, whose changes are atomic and cost what they change. */
export class DocumentStore {
  readonly #database: DatabaseSync;

  /** @param model that makes the vectors. Throws a `ConfigurationError` when the file cannot be used. */
  constructor(
    dataDir: string,
    private readonly model: string,
  ) {
    try {
      mkdirSync(dataDir, { recursive: true });
      this.#database = new DatabaseSync(join(dataDir, 'index.sqlite'));
      this.#database.exec(SCHEMA);
    } catch (error) {
      const { message } = error as Error;
      throw new ConfigurationError([`SEARCH_DATA_DIR ('${dataDir}') cannot be used: ${message}.`]);
    }
  }

  /** All documents; vectors of another model are left out. */
  load(): IndexedDocument[] {
    const rows = this.#database.prepare('SELECT * FROM documents').all();
    return rows.map(({ collection, source, chunks: json, model, vectors }) => {
      const chunks = JSON.parse(String(json)) as Chunk[];
      // Copied, as a Float32Array must begin at a multiple of four bytes.
      const { buffer } = Uint8Array.from(model === this.model ? (vectors as Uint8Array) : []);
      const size = buffer.byteLength / chunks.length;
      const vectorAt = (_: Chunk, at: number) => new Float32Array(buffer, at * size, size / 4);
      const where = {
        collection: String(collection),
        source: JSON.parse(String(source)) as string,
      };
      return { ...where, chunks, vectors: size > 0 ? chunks.map(vectorAt) : [] };
    });
  }

  put({ collection, source, chunks, vectors }: IndexedDocument): void {
    const bytes = Buffer.concat(vectors.map((values) => new Uint8Array(values.buffer)));
    this.#database
      .prepare('INSERT OR REPLACE INTO documents VALUES (?, ?, ?, ?, ?)')
      .run(collection, JSON.stringify(source), JSON.stringify(chunks), this.model, bytes);
  }

  /** Removes a document, or without a source all of the collection. */
  remove(collection: string, source?: string): void {
    this.#database
      .prepare('DELETE FROM documents WHERE collection = ? AND source = coalesce(?, source)')
      .run(collection, source === undefined ? null : JSON.stringify(source));
  }

  close(): void {
    if (this.#database.isOpen) this.#database.close();
  }
}
