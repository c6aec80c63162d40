import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EnterpriseUnderTest } from './support/enterprise-under-test.js';

describe('the residency layer', () => {
  const enterprise = new EnterpriseUnderTest();
  let abroad: Server;
  let requests = 0;

  beforeAll(async () => {
    abroad = createServer((_request, response) => {
      requests += 1;
      response.writeHead(500).end();
    });
    await new Promise<void>((resolve) => abroad.listen(0, '127.0.0.1', resolve));
    const { port } = abroad.address() as AddressInfo;
    await enterprise.start({
      OPENAI_API_KEY: 'test-key',
      OPENAI_BASE_URL: `http://127.0.0.1:${port}`,
    });
  });
  afterAll(async () => {
    await enterprise.close();
    abroad.closeAllConnections();
    await new Promise((resolve) => abroad.close(resolve));
  });

  const MESSAGES = [{ role: 'user', content: 'Our secret.' }];

  it.each<[string, string, object]>([
    ['a chat', '/v1/chat/completions', { model: 'openai/gpt-4o', messages: MESSAGES }],
    [
      'a stream',
      '/v1/chat/completions',
      { model: 'openai/gpt-4o', messages: MESSAGES, stream: true },
    ],
    ['embeddings', '/v1/embeddings', { model: 'openai/text-embedding-3-small', input: 'Secret.' }],
  ])('keeps %s from a provider outside', async (_what, path, body) => {
    const response = await enterprise.post(path, body);
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({
      error: {
        code: 'permission_denied',
        param: 'model',
        message: "Data may not leave for 'openai'. Choose a model of house, simulator.",
      },
    });
    expect(requests).toBe(0);
  });

  it('lets a chat pass to a provider inside', async () => {
    const body = { model: 'clerk', messages: MESSAGES };
    expect((await enterprise.post('/v1/chat/completions', body)).status).toBe(200);
  });
});
