import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { GatewayError, type ErrorCode } from 'llm-gateway/contracts';
import { chunkDocument } from './chunking/chunk-document.js';
import { Embedder } from './embedder.js';
import { Collection } from './index/collection.js';
import { DocumentStore } from './index/document-store.js';
import type { Chunk, IndexedDocument } from './index/indexed-document.js';
import type { DocumentQuery, DocumentRequest, SearchRequest } from './search-requests.schema.js';

/** Is there from the beginning, empty. */
const DEFAULT_COLLECTION = 'default';

@Injectable()
export class SearchService implements OnModuleInit, OnApplicationShutdown {
  readonly #collections = new Map([[DEFAULT_COLLECTION, new Collection()]]);
  #isCatchingUp = false;
  #isClosed = false;

  constructor(
    private readonly store: DocumentStore,
    private readonly embedder: Embedder,
  ) {}

  onModuleInit(): void {
    for (const document of this.store.load()) this.#open(document.collection).put(document);
    void this.#catchUp();
  }

  onApplicationShutdown(): void {
    this.#isClosed = true;
    this.store.close();
  }

  /** Indexes a document, or replaces the one with its source. */
  async add(request: DocumentRequest) {
    const { source, collection = DEFAULT_COLLECTION, format = 'text', metadata = {} } = request;
    const chunks = await chunkDocument({ ...request, collection, format, metadata });
    const document = { collection, source, chunks, vectors: [] };
    this.#put(document);
    if (await this.#embed(document)) void this.#catchUp();
    return { source, collection, chunks: chunks.length };
  }

  async search({ query, top_k = 5, collection = DEFAULT_COLLECTION }: SearchRequest) {
    const vectors = await this.embedder.embed([query]);
    const found = this.#find(collection);
    return { query, collection, ...found.search(query, top_k, vectors?.[0]) };
  }

  chunk(id: string): Chunk {
    const holder = [...this.#collections.values()].find(({ chunks }) => chunks.has(id));
    return holder?.chunks.get(id) ?? notFound('chunk_not_found', 'id', `Chunk not found: ${id}`);
  }

  remove({ source, collection = DEFAULT_COLLECTION }: DocumentQuery): void {
    const found = this.#find(collection);
    if (!found.documents.has(source))
      notFound('document_not_found', 'source', `Document not found in ${collection}: ${source}`);
    this.store.remove(collection, source);
    found.remove(source);
  }

  list() {
    const collections = [...this.#collections].map(([name, { documents, chunks }]) => {
      return { name, documents: documents.size, chunks: chunks.size };
    });
    return { collections };
  }

  removeCollection(name: string): void {
    this.#find(name);
    this.store.remove(name);
    this.#collections.delete(name);
    this.#open(DEFAULT_COLLECTION);
  }

  #find(name: string): Collection {
    const known = [...this.#collections.keys()].slice(0, 10).join(', ');
    const message = `Collection not found: ${name}. There is ${known}.`;
    return this.#collections.get(name) ?? notFound('collection_not_found', 'collection', message);
  }

  #open(name: string): Collection {
    const collection = this.#collections.get(name) ?? new Collection();
    this.#collections.set(name, collection);
    return collection;
  }

  #put(document: IndexedDocument): void {
    this.store.put(document);
    this.#open(document.collection).put(document);
  }

  /** False: there are no embeddings to be had. A document that is replaced meanwhile gets none. */
  async #embed(document: IndexedDocument): Promise<boolean> {
    const vectors = await this.embedder.embed(document.chunks.map(({ content }) => content));
    const current = this.#collections.get(document.collection)?.documents.get(document.source);
    if (vectors && current === document && !this.#isClosed) this.#put({ ...document, vectors });
    return vectors !== undefined;
  }

  /** Embeds what was indexed while there were no embeddings, or by another model. */
  async #catchUp(): Promise<void> {
    if (this.#isCatchingUp) return;
    this.#isCatchingUp = true;
    try {
      for (const { documents } of this.#collections.values())
        for (const document of documents.values())
          if (document.vectors.length === 0 && !(await this.#embed(document))) return;
    } catch (error) {
      new Logger('Search').error(error);
    } finally {
      this.#isCatchingUp = false;
    }
  }
}

function notFound(code: ErrorCode, param: string, message: string): never {
  throw new GatewayError(code, message, { param });
}
