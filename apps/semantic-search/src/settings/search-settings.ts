import { resolve } from 'node:path';
import {
  readDrainSettings,
  readListenAddress,
  readSettings,
  type SettingsReader,
} from 'llm-gateway/bootstrap';

export type SearchSettings = ReturnType<typeof readSearchSettings>;

export function readSearchSettings(read: SettingsReader) {
  return {
    ...readListenAddress(read, 'SEARCH_', 8_081),
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
