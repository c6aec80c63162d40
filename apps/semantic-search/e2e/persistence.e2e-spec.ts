import { stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { AppProcess } from 'llm-gateway/testing';
import { SearchClient } from './support/search-client.js';
import { useSearch } from './support/search-under-test.js';

/** Of the built service in a process of its own. */
const processEnvironment = (environment: Readonly<Record<string, string>>) => ({
  SEARCH_PORT: '0',
  SEARCH_HOST: '127.0.0.1',
  LLM_GATEWAY_PRE_STOP_DELAY_MS: '0',
  ...environment,
});
const startProcess = (environment: Readonly<Record<string, string>>) =>
  AppProcess.start('semantic-search', processEnvironment(environment));
const startInVain = (environment: Readonly<Record<string, string>>) =>
  AppProcess.startInVain('semantic-search', processEnvironment(environment));

const search = useSearch();

describe('the index', () => {
  it('is there again after a restart, and what was removed is not', async () => {
    await search.client.add('kept', 'The pangolin curls.', { metadata: { page: 7 } });
    await search.client.add('replaced', 'The numbat digs.');
    await search.client.add('replaced', 'The dugong dives.', { collection: 'default' });
    await search.client.add('removed', 'The potto climbs.');
    await search.client.send('DELETE', '/v1/documents?source=removed');
    await search.client.add('other', 'The saola hides.', { collection: 'other' });
    await search.client.add('lost', 'The kakapo walks.', { collection: 'lost' });
    await search.client.send('DELETE', '/v1/collections/lost');
    const before = await search.client.search('pangolin');
    await search.restart();
    expect(await search.client.search('pangolin')).toEqual(before);
    expect(await search.client.sources('numbat')).toEqual([]);
    expect(await search.client.sources('dugong')).toEqual(['replaced']);
    expect(await search.client.sources('potto')).toEqual([]);
    expect(await search.client.sources('saola', { collection: 'other' })).toEqual(['other']);
    const listed = await search.client.json('GET', '/v1/collections');
    expect(listed).toEqual({
      collections: [
        { name: 'default', documents: 2, chunks: 2 },
        { name: 'other', documents: 1, chunks: 1 },
      ],
    });
  });

  it('survives kill -9 with every document that was answered, and none by half', async () => {
    const answered: string[] = [];
    const environment = { SEARCH_DATA_DIR: `${search.dataDir}/killed` };
    for (let kill = 0; kill < 2; kill += 1) {
      const service = await startProcess(environment);
      const client = new SearchClient(service.url);
      const writers = Array.from({ length: 4 }, async (_, writer) => {
        for (let count = 0; ; count += 1) {
          const source = `${kill}-${writer}-${count}`;
          await client.add(source, `${`Document ${source} of the bongo.`}\n\n`.repeat(200));
          answered.push(source);
        }
      });
      while (answered.length < (kill + 1) * 12) await sleep(5);
      await service.kill();
      await Promise.allSettled(writers);
    }
    const service = await startProcess(environment);
    const client = new SearchClient(service.url);
    for (const source of answered) {
      const path = `/v1/documents?source=${source}`;
      expect([source, (await client.send('DELETE', path)).status]).toEqual([source, 204]);
    }
    expect(await service.end('SIGTERM')).toBe(0);
  }, 60_000);

  it('takes processor time and disk for a write that do not grow with what is there', async () => {
    await search.client.send('DELETE', '/v1/collections/default');
    const write = async (count: number, from: number) => {
      const before = process.cpuUsage();
      for (let index = from; index < from + count; index += 1)
        await search.client.add(`many-${index}`, `Number ${index} of the eland. `.repeat(50));
      return process.cpuUsage(before).user;
    };
    await write(100, 0);
    const first = await write(150, 100);
    await write(500, 250);
    expect(await write(150, 750)).toBeLessThan(first * 3);
    const { size } = await stat(`${search.dataDir}/index.sqlite`);
    expect(size).toBeLessThan(900 * 2_000 * 3);
  }, 60_000);

  it('loses no document that was written at the same time as others', async () => {
    const sources = Array.from({ length: 200 }, (_, index) => `race-${index}`);
    await Promise.all(sources.map((source) => search.client.add(source, `The ${source} topi.`)));
    const versions = Array.from({ length: 50 }, (_, index) => `Version ${index} of the kudu.`);
    await Promise.all(versions.map((text) => search.client.add('contested', text)));
    const { chunks } = await search.client.search('kudu', { top_k: 50 });
    expect(chunks).toHaveLength(1);
    expect(versions).toContain(chunks[0]?.content);
    await search.restart();
    expect((await search.client.search('kudu')).chunks).toMatchObject([
      { content: chunks[0]?.content },
    ]);
    for (const source of sources)
      expect((await search.client.send('DELETE', `/v1/documents?source=${source}`)).status).toBe(
        204,
      );
  });
});

describe('a start that must fail', () => {
  it.each([
    [{ SEARCH_PORT: 'eighty' }, "SEARCH_PORT is 'eighty'"],
    [{ LLM_GATEWAY_URL: 'gateway' }, "LLM_GATEWAY_URL is 'gateway'"],
    [{ SEARCH_DATA_DIR: '/dev/null/data' }, "SEARCH_DATA_DIR ('/dev/null/data') cannot be used"],
  ])('exits with 78 and says why: %j', async (environment, message) => {
    const [code, output] = await startInVain(environment);
    expect([code, output]).toEqual([78, expect.stringContaining(message)]);
    expect(output.trim().split('\n')).toHaveLength(2);
  });

  it('exits with 78 when another process has the folder', async () => {
    const environment = { SEARCH_DATA_DIR: search.dataDir };
    const [code, output] = await startInVain(environment);
    expect([code, output]).toEqual([78, expect.stringContaining('database is locked')]);
  });
});
