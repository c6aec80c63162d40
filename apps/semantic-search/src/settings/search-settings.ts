import { resolve } from 'node:path';
import { readSettings } from 'llm-gateway/bootstrap';

export type SearchSettings = ReturnType<typeof searchSettings>;

/** Read and checked once, at the start. Throws a `ConfigurationError` with all faults. */
export function searchSettings(
  environment: Readonly<Record<string, string | undefined>> = process.env,
) {
  return readSettings(environment, (read) => ({
    host: read.text('SEARCH_HOST', '0.0.0.0'),
    port: read.integer('SEARCH_PORT', 8_081, { minimum: 0, maximum: 65_535 }),
    dataDir: resolve(read.text('SEARCH_DATA_DIR', 'data/search')),
    maximumBodyBytes: read.maximumBodyBytes(),
    /** Empty: BM25 only. */
    embeddingsModel: read.text('EMBEDDINGS_MODEL', ''),
    embeddingsUrl: `${read.url('LLM_GATEWAY_URL', 'http://localhost:8080')}/v1/embeddings`,
  }));
}
