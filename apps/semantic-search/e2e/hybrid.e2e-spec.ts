import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { FakeEmbeddings } from './support/fake-embeddings.js';
import { SearchUnderTest } from './support/search-under-test.js';

let embeddings: FakeEmbeddings;
let search: SearchUnderTest;
let environment: Record<string, string>;

beforeEach(async () => {
  embeddings = await FakeEmbeddings.start();
  environment = { EMBEDDINGS_MODEL: 'acme/vectors', LLM_GATEWAY_URL: `${embeddings.url}/` };
  search = new SearchUnderTest();
  await search.start(environment);
});

afterEach(async () => {
  await search.remove();
  await embeddings.close();
});

async function addAll(): Promise<void> {
  await search.client.add('garage', 'An automobile needs oil.');
  await search.client.add('clinic', 'A physician needs sleep.');
  await search.client.add('beach', 'The tide comes in.');
}

describe('hybrid search', () => {
  it('finds by meaning what shares no word with the query, and says so', async () => {
    await addAll();
    const { mode, chunks } = await search.client.search('car', { top_k: 1 });
    expect([mode, chunks[0]?.metadata.source]).toEqual(['hybrid', 'garage']);
    expect(embeddings.requests[0]).toEqual({
      model: 'acme/vectors',
      input: ['An automobile needs oil.'],
    });
  });

  it('puts first what both rankings like', async () => {
    await addAll();
    await search.client.add('race', 'A vehicle and its oil, oil, oil.');
    const [first] = await search.client.sources('which automobile oil');
    expect(first).toBe('garage');
  });

  it('keeps the vectors over a restart', async () => {
    await addAll();
    await search.restart(environment);
    embeddings.requests.length = 0;
    expect(await search.client.sources('medic', { top_k: 1 })).toEqual(['clinic']);
    expect(embeddings.requests.map(({ input }) => input)).toEqual([['medic']]);
  });

  it('embeds a long document in several requests', async () => {
    await search.client.add('long', 'The ocean is wide.\n\n'.repeat(6_000));
    expect(embeddings.requests.length).toBeGreaterThan(1);
    expect(Math.max(...embeddings.requests.map(({ input }) => input.length))).toBe(32);
    expect((await search.client.search('sea')).mode).toBe('hybrid');
  });
});

describe('without embeddings', () => {
  it.each(['status', 'reset', 'garbage', 'short'] as const)(
    'a search goes on by words, and says so: %s',
    async (fault) => {
      await addAll();
      embeddings.fault = fault;
      const { mode, chunks } = await search.client.search('oil');
      expect(mode).toBe('bm25');
      expect(chunks.map(({ metadata }) => metadata.source)).toEqual(['garage']);
    },
  );

  it('does not ask again and again', async () => {
    await addAll();
    embeddings.fault = 'status';
    embeddings.requests.length = 0;
    for (let count = 0; count < 8; count += 1) await search.client.search('oil');
    expect(embeddings.requests).toHaveLength(3);
  });

  it('documents are indexed by words, and by meaning as soon as it can be', async () => {
    embeddings.fault = 'status';
    await search.client.add('garage', 'An automobile needs oil.');
    expect(await search.client.search('oil')).toMatchObject({ mode: 'bm25', chunks: [{}] });
    embeddings.fault = 'none';
    await search.client.add('clinic', 'A physician needs sleep.');
    await untilHybrid('car', 'garage');
  });

  it('and then with them: what is there gets its vectors after a restart', async () => {
    await search.restart({});
    await addAll();
    expect((await search.client.search('car')).chunks).toEqual([]);
    expect(embeddings.requests).toEqual([]);
    await search.restart(environment);
    await untilHybrid('car', 'garage');
  });

  it('of this model: those of another one are not compared', async () => {
    await addAll();
    await search.restart({ ...environment, EMBEDDINGS_MODEL: 'acme/other' });
    await untilHybrid('car', 'garage');
    const texts = embeddings.requests.filter(({ model }) => model === 'acme/other');
    expect(texts.flatMap(({ input }) => input)).toContain('An automobile needs oil.');
  });
});

async function untilHybrid(query: string, source: string): Promise<void> {
  for (let count = 0; count < 100; count += 1) {
    const { mode, chunks } = await search.client.search(query, { top_k: 1 });
    if (mode === 'hybrid' && chunks[0]?.metadata.source === source) return;
    await sleep(20);
  }
  throw new Error(`'${query}' does not find ${source} by its meaning.`);
}
