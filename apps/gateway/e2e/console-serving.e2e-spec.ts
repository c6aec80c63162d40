import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { startGateway, type TestGateway } from './support/start-gateway.js';
import { startGatewayProcess } from './support/start-gateway-process.js';

describe('the files of the console', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startGateway();
  });
  afterAll(() => gateway.close());
  const get = (path: string, method = 'GET') => fetch(`${gateway.url}${path}`, { method });

  /** As it is: `fetch` would tidy the path up. */
  const getRaw = async (path: string) => {
    const sent = request(`${gateway.url}/`, { path }).end();
    const [response] = await new Promise<[import('node:http').IncomingMessage]>((resolve) =>
      sent.once('response', (...given) => resolve(given)),
    );
    return { status: response.statusCode, body: await text(response) };
  };

  it.each(['/console', '/console/', '/console/sessions/sess_1', '/console/tools/a%2Fb'])(
    'has its page at %s, which no cache keeps',
    async (path) => {
      const response = await get(path);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(await response.text()).toContain('<div id="console">');
    },
  );

  it('allows nothing inline, nothing from elsewhere, and no frame around it', async () => {
    const { headers } = await get('/console');
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'",
    );
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
  });

  it('has assets that are kept for ever, since their names have a hash', async () => {
    const page = await (await get('/console')).text();
    const assets = [...page.matchAll(/(?:src|href)="(?<path>[^"]+)"/g)].map(([, path]) => path!);
    expect(assets).toHaveLength(3);
    for (const path of assets) {
      expect(path).toMatch(/^\/console\/assets\/\w+-[\w-]{8}\.(js|css|svg)$/);
      const { status, headers } = await get(path);
      expect(status).toBe(200);
      expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    }
  });

  it('answers HEAD without a body', async () => {
    const response = await get('/console', 'HEAD');
    expect(response.status).toBe(200);
    expect(Number(response.headers.get('content-length'))).toBeGreaterThan(100);
    expect(await response.text()).toBe('');
  });

  it.each(['/console/assets/none.js', '/console/assets', '/console/assets/'])(
    'has no %s, and says so in the envelope',
    async (path) => {
      for (const method of ['GET', 'HEAD']) expect((await get(path, method)).status).toBe(404);
      const response = await get(path);
      expect(response.headers.get('cache-control')).toBeNull();
      expect(await response.json()).toMatchObject({ error: { code: 'route_not_found' } });
    },
  );

  it('takes no other method', async () => {
    const response = await get('/console', 'POST');
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET');
  });

  it.each([
    '/console/assets/../../../../../package.json',
    '/console/assets/..%2f..%2f..%2f..%2f..%2fpackage.json',
    '/console/assets/%2e%2e/%2e%2e/%2e%2e/%2e%2e/package.json',
    '/console/assets/..%5c..%5cpackage.json',
    '/console/assets//etc/passwd',
    '/console/assets/%2fetc%2fpasswd',
    '/console/assets/.hidden',
    '/console/assets/a%00.js',
    '/console/%zz',
  ])('gives nothing away at %s', async (path) => {
    const { status, body } = await getRaw(path);
    expect([400, 404]).toContain(status);
    expect(JSON.parse(body)).toHaveProperty('error.code');
  });
});

describe('the console in production', () => {
  const statusWith = async (environment: Readonly<Record<string, string>>) => {
    const gateway = await startGatewayProcess({
      NODE_ENV: 'production',
      LLM_GATEWAY_DATA_DIR: ':memory:',
      ...environment,
    });
    const { status } = await fetch(`${gateway.url}/console`);
    await gateway.kill();
    return status;
  };

  it('is off', async () => {
    expect(await statusWith({})).toBe(404);
  });

  it('can be turned on', async () => {
    expect(await statusWith({ LLM_GATEWAY_CONSOLE: 'true' })).toBe(200);
  });

  it('can be turned off elsewhere', async () => {
    const gateway = await startGateway({ LLM_GATEWAY_CONSOLE: 'false' });
    const response = await fetch(`${gateway.url}/console`);
    await gateway.close();
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ error: { code: 'route_not_found' } });
  });
});
