import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { readEnvelope, refusal } from './support/envelope.js';
import { useGateway } from './support/gateway-under-test.js';
import { SessionsClient, type SessionJson } from './support/sessions-client.js';

const gateway = useGateway({
  subjects: [],
  environment: { LLM_GATEWAY_DATA_DIR: ':memory:' },
});
const sessions = new SessionsClient(gateway);
const UNKNOWN = 'sess_00000000000000000000000000000000';

describe('POST /v1/sessions', () => {
  it.each([undefined, '', '{}'])('takes the body %j for all defaults', async (body) => {
    const response = await sessions.request('POST', '', body);
    expect(response.status).toBe(201);
    const session = (await response.json()) as SessionJson;
    expect(session).toEqual({
      id: expect.stringMatching(/^sess_[0-9a-f]{32}$/),
      object: 'session',
      created_at: expect.any(Number),
      expires_at: session.created_at + 3_600,
      ttl_seconds: 3_600,
      message_count: 0,
      context: {},
      messages: [],
      has_more: false,
    });
    expect(Math.abs(session.created_at - Date.now() / 1_000)).toBeLessThan(5);
    expect(await sessions.get(session.id)).toEqual(session);
  });

  it('keeps what it is given', async () => {
    const body = {
      ttl_seconds: 2_592_000,
      context: { user: { name: 'Ålice', tags: [1, null] } },
      system: 'Be brief.',
      model: 'simulator/echo',
    };
    const { id } = await sessions.create(body);
    expect(await sessions.get(id)).toMatchObject(body);
  });

  it.each<[string, object]>([
    ['ttl_seconds', { ttl_seconds: 0 }],
    ['ttl_seconds', { ttl_seconds: -1 }],
    ['ttl_seconds', { ttl_seconds: 1.5 }],
    ['ttl_seconds', { ttl_seconds: 2_592_001 }],
    ['ttl_seconds', { ttl_seconds: '60' }],
    ['ttl_seconds', { ttl_seconds: null }],
    ['context', { context: [] }],
    ['context', { context: 'x' }],
    ['context', { context: null }],
    ['context', { context: { a: 'x'.repeat(65_536) } }],
    ['system', { system: 1 }],
    ['system', { system: '' }],
    ['prompt_caching', { prompt_caching: 'off' }],
    ['system', { system: 'x'.repeat(100_001) }],
    ['model', { model: {} }],
    ['ttl', { ttl: 60 }],
    ['messages', { messages: [] }],
  ])('refuses %s (case %#)', async (param, body) => {
    const response = await sessions.request('POST', '', body);
    const { error } = await readEnvelope(response);
    expect([response.status, error.param]).toEqual([400, param]);
    expect(error.message).toContain(`'${param}'`);
  });

  it.each(['[]', '"x"', 'null', '1'])('refuses the body %s', async (body) => {
    expect(await refusal(await sessions.request('POST', '', body))).toEqual([400, null]);
  });

  it('says where the JSON is broken', async () => {
    const { error } = await readEnvelope(await sessions.request('POST', '', '{"ttl_seconds":'));
    expect(error.code).toBe('invalid_json');
  });
});

describe('GET /v1/sessions/{id}', () => {
  const page = async (id: string, query: string) => {
    const { messages, has_more } = await sessions.get(id, query);
    return [messages.map((message) => message.id), has_more];
  };

  it('shows the history, oldest first', async () => {
    const { messages, message_count } = await sessions.createWithTurns(1);
    expect(messages).toEqual([
      { id: 'msg_1', created_at: expect.any(Number), role: 'user', content: 'Turn 1' },
      expect.objectContaining({ id: 'msg_2', role: 'assistant' }),
    ]);
    expect(message_count).toBe(2);
  });

  it('pages through it', async () => {
    const { id } = await sessions.createWithTurns(2);
    expect(await page(id, '?limit=3')).toEqual([['msg_2', 'msg_3', 'msg_4'], true]);
    expect(await page(id, '?limit=4')).toEqual([['msg_1', 'msg_2', 'msg_3', 'msg_4'], false]);
    expect(await page(id, '?limit=2&after=msg_0')).toEqual([['msg_1', 'msg_2'], true]);
    expect(await page(id, '?limit=2&after=msg_2')).toEqual([['msg_3', 'msg_4'], false]);
    expect(await page(id, '?after=msg_4')).toEqual([[], false]);
  });

  it.each([
    ['limit', 'limit=0'],
    ['limit', 'limit=1001'],
    ['limit', 'limit=ten'],
    ['limit', 'limit='],
    ['limit', 'limit=1&limit=2'],
    ['after', 'after=7'],
    ['after', 'after=msg_x'],
  ])('refuses %s in ?%s', async (param, query) => {
    const { id } = await sessions.create();
    expect(await refusal(await sessions.request('GET', `/${id}?${query}`))).toEqual([400, param]);
  });
});

describe('GET /v1/sessions', () => {
  it('lists sessions, newest first, in pages', async () => {
    const ids: string[] = [];
    for (let count = 0; count < 3; count += 1) {
      ids.unshift((await sessions.create({ context: { count } })).id);
      await sleep(2);
    }
    type List = { object: string; data: SessionJson[]; has_more: boolean };
    const list = (query: string) => sessions.json<List>(200, 'GET', query);
    const first = await list('?limit=2');
    expect(first).toMatchObject({ object: 'list', has_more: true });
    expect(first.data.map(({ id }) => id)).toEqual(ids.slice(0, 2));
    expect(first.data[0]).toMatchObject({ object: 'session', context: { count: 2 } });
    expect(first.data[0]).not.toHaveProperty('messages');
    const second = await list(`?limit=1&after=${ids[1]}`);
    expect(second.data.map(({ id }) => id)).toEqual(ids.slice(2));
  });

  it.each([
    ['limit', 'limit=1001'],
    ['after', 'after=msg_1'],
    ['after', 'after=sess_1'],
  ])('refuses %s in ?%s', async (param, query) => {
    expect(await refusal(await sessions.request('GET', `?${query}`))).toEqual([400, param]);
  });
});

describe('a session that is not there', () => {
  it('can be deleted once', async () => {
    const { id } = await sessions.create();
    const response = await sessions.request('DELETE', `/${id}`);
    expect([response.status, await response.text()]).toEqual([204, '']);
    expect((await sessions.request('DELETE', `/${id}`)).status).toBe(404);
    expect((await sessions.request('GET', `/${id}`)).status).toBe(404);
  });

  const ids = [UNKNOWN, 'sess_1', 'x', '{a}b', '..%2f', 'x'.repeat(500)];

  it.each(ids)('is not found by any route (case %#)', async (id) => {
    const path = `/${id}`;
    const responses = [
      await sessions.request('GET', path),
      await sessions.request('PATCH', path, {}),
      await sessions.request('DELETE', path),
      await sessions.request('POST', `${path}/fork`),
    ];
    for (const response of responses) {
      const { error, detail } = await readEnvelope(response);
      expect([response.status, error.code]).toEqual([404, 'session_not_found']);
      expect(detail).toBe(`Session not found: ${decodeURIComponent(id)}`);
    }
  });
});

it('describes its routes in OpenAPI', async () => {
  const document = await (await fetch(`${gateway.url}/openapi.json`)).json();
  const { paths } = document as { paths: Record<string, object> };
  expect(Object.keys(paths['/v1/sessions'] ?? {}).sort()).toEqual(['get', 'post']);
  expect(Object.keys(paths['/v1/sessions/{id}'] ?? {}).sort()).toEqual(['delete', 'get', 'patch']);
  expect(Object.keys(paths['/v1/sessions/{id}/fork'] ?? {})).toEqual(['post']);
});
