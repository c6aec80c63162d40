import { describe, expect, it } from '@jest/globals';
import { useSearch } from './support/search-under-test.js';

const search = useSearch();
const MARKDOWN = { format: 'markdown' };

describe('documents', () => {
  it('are found by their words, best first', async () => {
    await search.client.add('pears.txt', 'Pears grow on trees in the garden.');
    await search.client.add('boats.txt', 'Boats swim on rivers, and pears do not.');
    const { chunks, ...rest } = await search.client.search('How do pears grow in a garden?');
    expect(rest).toEqual({
      query: 'How do pears grow in a garden?',
      collection: 'default',
      mode: 'bm25',
    });
    expect(chunks.map(({ metadata }) => metadata.source)).toEqual(['pears.txt', 'boats.txt']);
    expect(chunks[0]).toEqual({
      id: expect.stringMatching(/^chunk_[0-9a-f]{32}$/),
      content: 'Pears grow on trees in the garden.',
      score: expect.any(Number),
      metadata: {
        source: 'pears.txt',
        collection: 'default',
        title: 'pears.txt',
        headings: [],
        position: 0,
      },
    });
    expect(chunks[0]?.score).toBeGreaterThan(chunks[1]?.score ?? Infinity);
  });

  it('come back as 201 with the number of chunks, and each chunk by its id', async () => {
    const document = { source: 'long.txt', text: 'All work and no play.\n\n'.repeat(500) };
    const response = await search.client.send('POST', '/v1/documents', document);
    expect(response.status).toBe(201);
    const answer = (await response.json()) as { chunks: number };
    expect(answer).toEqual({ source: 'long.txt', collection: 'default', chunks: 5 });
    const { chunks } = await search.client.search('play', { top_k: 50 });
    expect(chunks).toHaveLength(answer.chunks);
    for (const { score: _, ...chunk } of chunks)
      expect(await search.client.json('GET', `/v1/chunks/${chunk.id}`)).toEqual(chunk);
  });

  it('take the place of the one with the same source, whose chunks are gone', async () => {
    await search.client.add('news', 'Yesterday the zeppelin landed.');
    const [old] = (await search.client.search('zeppelin')).chunks;
    await search.client.add('news', 'Today the submarine surfaced.');
    expect(await search.client.sources('zeppelin')).toEqual([]);
    expect(await search.client.sources('submarine')).toEqual(['news']);
    expect((await search.client.send('GET', `/v1/chunks/${old?.id}`)).status).toBe(404);
  });

  it('keep the ids of chunks that stay what they are', async () => {
    await search.client.add('same', 'The marmot sleeps.');
    const before = await search.client.search('marmot');
    await search.client.add('same', 'The marmot sleeps.');
    expect(await search.client.search('marmot')).toEqual(before);
  });

  it('are removed with what they said', async () => {
    await search.client.add('gone & away?', 'The quokka smiles.');
    const path = `/v1/documents?source=${encodeURIComponent('gone & away?')}`;
    expect((await search.client.send('DELETE', path)).status).toBe(204);
    expect(await search.client.sources('quokka')).toEqual([]);
    const again = await search.client.send('DELETE', path);
    expect(again.status).toBe(404);
    expect(await again.json()).toMatchObject({ error: { code: 'document_not_found' } });
  });

  it('give their own metadata to each chunk, but not in place of where it comes from', async () => {
    const metadata = { author: 'Ada', year: 1843, draft: false, source: 'forged', position: 99 };
    await search.client.add('notes', 'The engine weaves algebra.', { metadata });
    const [chunk] = (await search.client.search('algebra')).chunks;
    expect(chunk?.metadata).toMatchObject({
      author: 'Ada',
      year: 1843,
      draft: false,
      source: 'notes',
      position: 0,
    });
  });

  it('in any script, with any line ends', async () => {
    await search.client.add('ru', '\uFEFFПривет, мир.\r\n\r\nДо свидания.');
    await search.client.add('null', 'a\u0000b \ud800 wombat');
    expect(await search.client.sources('мир')).toEqual(['ru']);
    expect(await search.client.sources('wombat')).toEqual(['null']);
  });

  it('answer with at most top_k chunks', async () => {
    for (let index = 0; index < 8; index += 1) await search.client.add(`owl-${index}`, 'An owl.');
    expect(await search.client.sources('owl')).toHaveLength(5);
    expect(await search.client.sources('owl', { top_k: 2 })).toHaveLength(2);
    expect(await search.client.sources('owl', { top_k: 50 })).toHaveLength(8);
  });
});

describe('Markdown', () => {
  const CODE = `\`\`\`python\n# no heading\nprint("axolotl")\n\nprint("end")\n\`\`\``;
  const filler = (word: string) => `${word} `.repeat(220).trim();

  it('is cut where its sections begin, and each chunk says under which headings', async () => {
    const text = `# Guide\n\n${filler('intro')}\n\n## Setup\n\n${filler('setup')}\n\n### Linux\n\n${filler('linux')}\n\nUse the yak.\n\nTea\n===\n\n${filler('tea')}`;
    expect(await search.client.add('guide.md', text, MARKDOWN)).toMatchObject({ chunks: 4 });
    const { chunks } = await search.client.search('intro setup linux tea', { top_k: 4 });
    const inOrder = chunks.toSorted((one, two) => one.metadata.position - two.metadata.position);
    expect(inOrder.map(({ metadata }) => metadata.headings)).toEqual([
      ['Guide'],
      ['Guide', 'Setup'],
      ['Guide', 'Setup', 'Linux'],
      ['Tea'],
    ]);
    expect(inOrder.map(({ metadata }) => metadata.title)).toEqual(Array(4).fill('Guide'));
    expect(inOrder.map(({ content }) => content.slice(0, 30))).toEqual(
      [
        '# Guide\n\nintro intro intro intr',
        'Guide\n\n## Setup\n\nsetup setup se',
        'Guide > Setup\n\n### Linux\n\nlinu',
        'Tea\n===\n\ntea tea tea tea tea te',
      ].map((start) => start.slice(0, 30)),
    );
  });

  it('keeps a code block whole, and what stands in it is no heading', async () => {
    const text = `# Code\n\n${filler('before')}\n\n${CODE}\n\n${filler('after')}`;
    await search.client.add('code.md', text, MARKDOWN);
    const [chunk] = (await search.client.search('axolotl')).chunks;
    expect(chunk?.content).toContain(CODE);
    expect(chunk?.metadata.headings).toEqual(['Code']);
  });

  it('knows a long code block by its fences', async () => {
    const lines = Array.from({ length: 200 }, (_, at) => `\n# remark ${at} of the fossa\n`);
    const text = `# Script\n\n~~~sh\n${lines.join('')}~~~~\n\n# Next\n\n${filler('next')}`;
    await search.client.add('script.md', text, MARKDOWN);
    const { chunks } = await search.client.search('fossa next', { top_k: 50 });
    const headings = new Set(chunks.map(({ metadata }) => metadata.headings.join(' > ')));
    expect(headings).toEqual(new Set(['Script', 'Next']));
  });

  it('puts short sections together', async () => {
    const text = Array.from({ length: 5 }, (_, index) => `## Part ${index}\n\nA gnu.`).join('\n\n');
    expect(await search.client.add('short.md', text, MARKDOWN)).toMatchObject({ chunks: 1 });
    const [chunk] = (await search.client.search('gnu')).chunks;
    expect(chunk?.content).toBe(text);
  });

  it('cuts a long list at its items and a long table at its rows, and loses no line', async () => {
    const items = Array.from({ length: 300 }, (_, index) => `- item number ${index} of the ibex`);
    await search.client.add('list.md', `# List\n\n${items.join('\n')}`, MARKDOWN);
    const { chunks } = await search.client.search('ibex', { top_k: 50 });
    expect(chunks.length).toBeGreaterThan(3);
    for (const { content } of chunks) expect(content.length).toBeLessThanOrEqual(2_500);
    const lines = chunks.flatMap(({ content }) => content.split('\n'));
    expect(lines).toEqual(expect.arrayContaining(items));
  });

  it('of headings only is a document too', async () => {
    expect(await search.client.add('toc.md', '# Okapi\n\n## Tapir', MARKDOWN)).toMatchObject({
      chunks: 1,
    });
    expect(await search.client.sources('tapir')).toEqual(['toc.md']);
  });
});

describe('collections', () => {
  it('are searched apart, counted, and removed with their documents', async () => {
    await search.client.add('a', 'The heron waits.', { collection: 'birds' });
    await search.client.add('b', 'The heron flies.', { collection: 'More-birds_2.0' });
    expect(await search.client.sources('heron')).toEqual([]);
    expect(await search.client.sources('heron', { collection: 'birds' })).toEqual(['a']);
    const listed = await search.client.json<{ collections: object[] }>('GET', '/v1/collections');
    expect(listed.collections).toContainEqual({ name: 'birds', documents: 1, chunks: 1 });
    expect((await search.client.send('DELETE', '/v1/collections/birds')).status).toBe(204);
    const gone = await search.client.send('POST', '/v1/search', {
      query: 'heron',
      collection: 'birds',
    });
    expect(gone.status).toBe(404);
    expect(await gone.json()).toMatchObject({
      error: { code: 'collection_not_found', param: 'collection' },
      detail: expect.stringContaining('default, More-birds_2.0'),
    });
    expect((await search.client.send('DELETE', '/v1/collections/birds')).status).toBe(404);
  });

  it('named default is there, empty, also when it was removed', async () => {
    expect((await search.client.send('DELETE', '/v1/collections/default')).status).toBe(204);
    expect((await search.client.search('pears')).chunks).toEqual([]);
  });
});
