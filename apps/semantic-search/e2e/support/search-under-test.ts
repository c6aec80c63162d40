import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from '@jest/globals';
import { createSearchService } from '../../src/create-search-service.js';
import { searchSettings } from '../../src/settings/search-settings.js';
import { SearchClient } from './search-client.js';

/** A search service in this process, over a folder of its own that outlives a restart. */
export class SearchUnderTest {
  #dataDir = '';
  #client?: SearchClient;
  #stop = async () => {};

  get dataDir(): string {
    return this.#dataDir;
  }

  get client(): SearchClient {
    if (!this.#client) throw new Error('The service has not been started.');
    return this.#client;
  }

  async start(environment: Readonly<Record<string, string>> = {}): Promise<void> {
    this.#dataDir ||= await mkdtemp(join(tmpdir(), 'semantic-search-'));
    const settings = searchSettings({ SEARCH_DATA_DIR: this.#dataDir, ...environment });
    const app = await createSearchService(settings);
    app.useLogger(false);
    await app.listen(0, '127.0.0.1');
    const { port } = app.getHttpServer().address() as AddressInfo;
    this.#client = new SearchClient(`http://127.0.0.1:${port}`);
    this.#stop = async () => {
      app.getHttpServer().closeAllConnections();
      await app.close();
    };
  }

  async restart(environment: Readonly<Record<string, string>> = {}): Promise<void> {
    await this.#stop();
    await this.start(environment);
  }

  async remove(): Promise<void> {
    await this.#stop();
    if (this.#dataDir !== '') await rm(this.#dataDir, { recursive: true });
  }
}

/** One for all tests of a file. */
export function useSearch(environment: Readonly<Record<string, string>> = {}): SearchUnderTest {
  const search = new SearchUnderTest();
  beforeAll(() => search.start(environment));
  afterAll(() => search.remove());
  return search;
}
