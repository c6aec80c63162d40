import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { settlesWithin } from 'llm-gateway/testing';
import { useSearch } from './support/search-under-test.js';

const search = useSearch({ LLM_GATEWAY_MAX_BODY_BYTES: '6000000' });

const document = (fields: object) => ({ source: 's', text: 't', ...fields });

describe('what cannot be read', () => {
  it.each([
    ['/v1/search', {}, 'query'],
    ['/v1/search', { query: '' }, 'query'],
    ['/v1/search', { query: ' \n' }, 'query'],
    ['/v1/search', { query: 7 }, 'query'],
    ['/v1/search', { query: 'x'.repeat(2_001) }, 'query'],
    ['/v1/search', { query: 'q', top_k: 0 }, 'top_k'],
    ['/v1/search', { query: 'q', top_k: 51 }, 'top_k'],
    ['/v1/search', { query: 'q', top_k: 1.5 }, 'top_k'],
    ['/v1/search', { query: 'q', top_k: '5' }, 'top_k'],
    ['/v1/search', { query: 'q', collection: '../etc' }, 'collection'],
    ['/v1/search', { query: 'q', limit: 5 }, 'limit'],
    ['/v1/documents', { text: 't' }, 'source'],
    ['/v1/documents', document({ source: '' }), 'source'],
    ['/v1/documents', document({ text: '' }), 'text'],
    ['/v1/documents', document({ text: ' \n\t' }), 'text'],
    ['/v1/documents', document({ text: 'x'.repeat(1_000_001) }), 'text'],
    ['/v1/documents', document({ format: 'pdf' }), 'format'],
    ['/v1/documents', document({ collection: '' }), 'collection'],
    ['/v1/documents', document({ metadata: [] }), 'metadata'],
    ['/v1/documents', document({ metadata: { nested: {} } }), 'metadata.nested'],
  ])('%s %j is 400 and names the field', async (path, body, param) => {
    const response = await search.client.send('POST', path, body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { code: 'invalid_request', param } });
  });

  it.each([
    ['POST', '/v1/search', 'no json', 400, 'invalid_json'],
    ['POST', '/v1/search', '[]', 400, 'invalid_request'],
    ['POST', '/v1/search', 'null', 400, 'invalid_request'],
    ['POST', '/v1/documents', '['.repeat(100_000), 400, 'invalid_json'],
    ['POST', '/v1/documents', `"${'x'.repeat(6_000_000)}"`, 413, 'request_too_large'],
    ['DELETE', '/v1/documents', undefined, 400, 'invalid_request'],
    ['DELETE', '/v1/documents?source=', undefined, 400, 'invalid_request'],
    ['DELETE', '/v1/documents?source=a&source=b', undefined, 400, 'invalid_request'],
    ['DELETE', '/v1/documents?source=a&collection=b', undefined, 404, 'collection_not_found'],
    ['GET', '/v1/chunks/nothing', undefined, 404, 'chunk_not_found'],
    ['GET', '/v1/chunks/__proto__', undefined, 404, 'chunk_not_found'],
    ['GET', '/v1/chunks/%E0%A4%A', undefined, 400, 'invalid_request'],
    ['DELETE', '/v1/collections/..%2F..', undefined, 404, 'collection_not_found'],
    ['GET', '/v1/search', undefined, 405, 'method_not_allowed'],
    ['GET', '/v1/nowhere', undefined, 404, 'route_not_found'],
  ])('%s %s %.20j is %i %s', async (method, path, body, status, code) => {
    const response = await search.client.send(method, path, body);
    expect([
      response.status,
      ((await response.json()) as { error: { code: string } }).error.code,
    ]).toEqual([status, code]);
  });

  it.each(['???', '\u0000', '\ud800', '*', '__proto__', 'constructor', 'toString', '🙂'])(
    'the query %j finds nothing or something, and is no fault',
    async (query) => {
      await search.client.add('__proto__', 'constructor', { metadata: { toString: 'x' } });
      expect((await search.client.search(query)).mode).toBe('bm25');
    },
  );
});

describe('what is made to take long', () => {
  const SIZE = 1_000_000;
  /** Of what is all blocks, for which the parser takes up to ten seconds in a million characters. */
  const DENSE = 100_000;
  it.each([
    ['quotes', '>'.repeat(SIZE)],
    ['nested lists', '- '.repeat(SIZE / 2)],
    ['many nested lists', `${'- '.repeat(1_000)}\n\n`.repeat(DENSE / 2_002)],
    ['many brackets', `${'['.repeat(2_000)}\n\n`.repeat(DENSE / 2_002)],
    ['brackets', '['.repeat(SIZE)],
    ['headings', '# a\n'.repeat(SIZE / 4)],
    ['headings and blank lines', '# a\n\n'.repeat(DENSE / 5)],
    ['fences', '```\n\n'.repeat(DENSE / 5)],
    ['definitions', '[a]: b "\n\n'.repeat(DENSE / 10)],
    ['blank lines', `${'\n'.repeat(SIZE - 1)}x`],
    ['blanks', `x${' '.repeat(SIZE - 2)}x`],
    ['one word', 'x'.repeat(SIZE)],
    ['halves of characters', '🙂'.repeat(SIZE / 2)],
    ['indented items', Array.from({ length: 1_400 }, (_, at) => `${' '.repeat(at)}- a`).join('\n')],
  ])('%s: a document is indexed while others are served', async (name, text) => {
    const indexing = search.client.send('POST', '/v1/documents', {
      source: name,
      text,
      format: 'markdown',
    });
    let longestMs = 0;
    const pending = Symbol('pending');
    while ((await Promise.race([indexing, sleep(5, pending)])) === pending) {
      const startedAt = performance.now();
      await search.client.send('GET', '/health');
      longestMs = Math.max(longestMs, performance.now() - startedAt);
    }
    expect((await indexing).status).toBe(201);
    expect(longestMs).toBeLessThan(3_000);
  });

  it('a query of many words', async () => {
    const words = Array.from({ length: 250 }, (_, index) => `quersti${index}`).join(' ');
    const found = search.client.search(words.slice(0, 2_000));
    await expect(settlesWithin(found, 5_000)).resolves.toBeDefined();
  });
});
