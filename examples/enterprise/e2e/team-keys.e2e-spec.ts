import { describe, expect, it } from '@jest/globals';
import OpenAI from 'openai';
import {
  PLATFORM_KEY,
  SUPPORT_KEY,
  bearer,
  useEnterprise,
} from './support/enterprise-under-test.js';

const enterprise = useEnterprise();

describe('the guard', () => {
  it.each<[string, Readonly<Record<string, string>>]>([
    ['no key', {}],
    ['a wrong key', bearer('key-of-nobody')],
    ['an empty key', { authorization: 'Bearer ' }],
    ['a key of another scheme', { authorization: `Basic ${SUPPORT_KEY}` }],
    ['two keys', { authorization: `Bearer ${SUPPORT_KEY} ${SUPPORT_KEY}` }],
    ["a team's name", bearer('support')],
  ])('answers %s with 401 in the error envelope', async (_what, headers) => {
    const response = await enterprise.get('/v1/models', headers);
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe('Bearer');
    expect(response.headers.get('x-should-retry')).toBe('false');
    const message = "Send your team's key: 'Authorization: Bearer <key>'.";
    expect(await response.json()).toEqual({
      error: {
        message,
        type: 'authentication_error',
        param: null,
        code: 'authentication_required',
      },
      detail: message,
      request_id: response.headers.get('x-request-id'),
    });
  });

  it.each(['/v1/tools', '/v1/models/clerk', '/metrics'])('guards %s of a lib', async (path) => {
    expect((await enterprise.get(path, {})).status).toBe(401);
  });

  it('guards /mcp of a lib', async () => {
    const response = await fetch(`${enterprise.url}/mcp`, { method: 'POST' });
    expect(response.status).toBe(401);
  });

  it.each([SUPPORT_KEY, PLATFORM_KEY])('lets %s in', async (key) => {
    expect((await enterprise.get('/v1/models', bearer(key))).status).toBe(200);
  });

  it('lets kubelets in', async () => {
    expect((await enterprise.get('/health', {})).status).toBe(200);
    expect((await enterprise.get('/health/ready', {})).status).toBe(200);
  });

  it('tells strangers no details of its health', async () => {
    expect((await enterprise.get('/health/detailed', {})).status).toBe(401);
    expect((await enterprise.get('/health/detailed')).status).toBe(200);
  });

  it.each(['/metrics', '/Metrics', '/metrics/', '//metrics', '/metrics?x=/health'])(
    'does not give %s to a team that may not have it',
    async (path) => {
      expect([403, 404]).toContain((await enterprise.get(path)).status);
    },
  );

  it('answers 403 in the error envelope', async () => {
    const response = await enterprise.get('/metrics');
    expect(response.status).toBe(403);
    const message = '/metrics is for platform, and you are support.';
    expect(await response.json()).toMatchObject({
      error: { message, type: 'authentication_error', code: 'permission_denied' },
      detail: message,
    });
    const metrics = await enterprise.get('/metrics', bearer(PLATFORM_KEY));
    expect(metrics.status).toBe(200);
  });

  it("is what OpenAI's SDK takes it for", async () => {
    const client = new OpenAI({ baseURL: `${enterprise.url}/v1`, apiKey: 'wrong' });
    await expect(client.models.list()).rejects.toThrow(OpenAI.AuthenticationError);
  });
});
