import MiniSearch from 'minisearch';
import { fuseRankings } from './fuse-rankings.js';
import { toTerm, toWords } from './to-terms.js';
import type { Chunk, IndexedDocument } from './indexed-document.js';

/** How many of each ranking are fused. */
const CANDIDATES = 100;
/** Chosen by measuring (e2e/search-quality): near words count less, headings more. */
const RANKING = {
  boost: { headings: 2 },
  prefix: (term: string) => term.length > 3,
  fuzzy: (term: string) => (term.length > 5 ? 0.2 : false),
  weights: { prefix: 0.15, fuzzy: 0.1 },
};

/** Documents that are searched together, in memory. */
export class Collection {
  readonly documents = new Map<string, IndexedDocument>();
  readonly chunks = new Map<string, Chunk>();
  readonly #words = new MiniSearch({
    fields: ['headings', 'content'],
    tokenize: toWords,
    processTerm: toTerm,
    searchOptions: RANKING,
  });

  /** Takes the place of the document with this source, if there is one. */
  put(document: IndexedDocument): void {
    const isIndexed = this.documents.get(document.source)?.chunks === document.chunks;
    if (!isIndexed) this.remove(document.source);
    this.documents.set(document.source, document);
    for (const chunk of isIndexed ? [] : document.chunks) {
      const { id, content, metadata } = chunk;
      this.#words.add({ id, content, headings: metadata.headings.join(' ') });
      this.chunks.set(id, chunk);
    }
  }

  remove(source: string): void {
    for (const { id } of this.documents.get(source)?.chunks ?? []) {
      this.#words.discard(id);
      this.chunks.delete(id);
    }
    this.documents.delete(source);
  }

  /** By words and meaning where there are vectors, else by words. @param vector of the query */
  search(query: string, limit: number, vector?: Float32Array) {
    const byWords = this.#words.search(query).map(({ id, score }) => ({ id: String(id), score }));
    const documents = vector ? [...this.documents.values()] : [];
    const byMeaning = documents.flatMap(({ chunks, vectors }) =>
      vectors.map((other, at) => ({ id: chunks[at]!.id, score: dotProduct(vector!, other) })),
    );
    byMeaning.sort((one, other) => other.score - one.score);
    const isHybrid = byMeaning.length > 0;
    const rankings = [byWords, byMeaning].map((ranking) => ranking.slice(0, CANDIDATES));
    const ranking = isHybrid ? fuseRankings(rankings) : byWords;
    const found = ranking
      .slice(0, limit)
      .map(({ id, score }) => ({ ...this.chunks.get(id)!, score }));
    return { mode: isHybrid ? 'hybrid' : 'bm25', chunks: found };
  }
}

/** The cosine, as vectors are of length one. */
function dotProduct(one: Float32Array, other: Float32Array): number {
  return one.reduce((sum, value, index) => sum + value * (other[index] ?? 0), 0);
}
