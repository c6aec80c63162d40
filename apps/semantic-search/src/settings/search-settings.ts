import { resolve } from 'node:path';
import { readDrainSettings, readSettings, type SettingsReader } from 'llm-gateway/bootstrap';

export type SearchSettings = ReturnType<typeof readSearchSettings>;

export function readSearchSettings(read: SettingsReader) {
  return {
    host: read.text('SEARCH_HOST', '0.0.0.0', 'Address that it listens on'),
    port: read.integer(
      'SEARCH_PORT',
      8_081,
      { minimum: 0, maximum: 65_535 },
      'Port that it listens on',
    ),
    dataDir: resolve(read.text('SEARCH_DATA_DIR', 'data/search', 'Folder of the index')),
    drain: readDrainSettings(read),
    maximumBodyBytes: read.maximumBodyBytes(),
    embeddingsModel: read.text(
      'EMBEDDINGS_MODEL',
      '',
      'Model for embeddings; without one the search is BM25 only',
    ),
    embeddingsUrl: `${read.url('LLM_GATEWAY_URL', 'http://localhost:8080', 'The gateway that makes the embeddings')}/v1/embeddings`,
  };
}

/** Read and checked once, at the start. Throws a `ConfigurationError` with all faults. */
export function searchSettings(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): SearchSettings {
  return readSettings(environment, readSearchSettings);
}
