import { describe, expect, it } from '@jest/globals';
import { useSearch } from './support/search-under-test.js';

const search = useSearch();

describe('what the service tells of itself', () => {
  it('is healthy and ready', async () => {
    expect(await search.client.json('GET', '/health')).toEqual({
      status: 'healthy',
      version: expect.stringMatching(/^\d+\.\d+/),
    });
    expect(await search.client.json('GET', '/health/ready')).toEqual({
      status: 'ready',
      version: expect.stringMatching(/^\d+\.\d+/),
      checks: {},
    });
  });

  it('lists its entry points', async () => {
    expect(await search.client.json('GET', '/')).toMatchObject({
      name: 'semantic-search',
      links: { search: '/v1/search', openapi: '/openapi.json' },
    });
  });

  it('describes every route in OpenAPI, with the schemas that validate', async () => {
    const { paths } = await search.client.json<{ paths: Record<string, Record<string, any>> }>(
      'GET',
      '/openapi.json',
    );
    const operations = Object.values(paths).flatMap((path) =>
      Object.values(path).map(({ operationId }) => operationId as string),
    );
    expect(operations.toSorted()).toEqual([
      'addDocument',
      'deleteCollection',
      'deleteDocument',
      'getChunk',
      'getDetailedHealth',
      'getHealth',
      'getReadiness',
      'getRoot',
      'listCollections',
      'search',
    ]);
    const { requestBody, responses } = paths['/v1/search']?.['post'] ?? {};
    const body = requestBody.content['application/json'].schema;
    expect(body.properties.top_k).toMatchObject({ minimum: 1, maximum: 50, default: 5 });
    expect(Object.keys(responses)).toEqual(['200', '400', '404', '413']);
    expect(paths['/v1/documents']?.['delete']?.['parameters']).toMatchObject([
      { name: 'source', in: 'query', required: true },
      { name: 'collection', in: 'query', required: false },
    ]);
  });
});
