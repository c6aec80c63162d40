import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { refusal } from './support/envelope.js';
import { useGateway } from './support/gateway-under-test.js';
import { SessionsClient } from './support/sessions-client.js';

const gateway = useGateway({
  subjects: [],
  environment: { LLM_GATEWAY_DATA_DIR: ':memory:' },
});
const sessions = new SessionsClient(gateway);

describe('PATCH /v1/sessions/{id}', () => {
  const patch = (id: string, body: object) => sessions.json(200, 'PATCH', `/${id}`, body);

  it('merges the context and clears with null', async () => {
    const { id } = await sessions.create({ context: { a: 1, b: { c: 1, d: 1 } }, system: 's' });
    const patched = await patch(id, {
      context: { a: null, b: { c: null, e: 1 }, f: [null] },
      system: null,
      model: 'simulator/echo',
    });
    expect(patched).toMatchObject({ context: { b: { d: 1, e: 1 }, f: [null] } });
    expect(patched.context).not.toHaveProperty('a');
    expect(patched).not.toHaveProperty('system');
    expect(await sessions.get(id)).toEqual(patched);
  });

  it('extends the life and shortens it', async () => {
    const { id, created_at } = await sessions.create({ ttl_seconds: 60 });
    const extended = await patch(id, { ttl_seconds: 7_200 });
    expect(extended.ttl_seconds).toBe(7_200);
    expect(extended.expires_at - created_at).toBeGreaterThanOrEqual(7_200);
    const shortened = await patch(id, { ttl_seconds: 1 });
    expect(shortened.expires_at - created_at).toBeLessThan(60);
    await sleep(1_100);
    expect((await sessions.request('GET', `/${id}`)).status).toBe(404);
  });

  it('loses none of many changes at once', async () => {
    const { id } = await sessions.create();
    const keys = Array.from({ length: 30 }, (_, index) => `key${index}`);
    await Promise.all(keys.map((key) => patch(id, { context: { [key]: true } })));
    expect(Object.keys((await sessions.get(id)).context)).toHaveLength(30);
  });

  it('refuses what would make the context too large', async () => {
    const { id } = await sessions.create({ context: { a: 'x'.repeat(40_000) } });
    const body = { context: { b: 'x'.repeat(40_000) } };
    expect(await refusal(await sessions.request('PATCH', `/${id}`, body))).toEqual([
      400,
      'context',
    ]);
    expect((await sessions.get(id)).context).not.toHaveProperty('b');
  });

  it.each([
    ['ttl_seconds', { ttl_seconds: 0 }],
    ['context', { context: null }],
    ['id', { id: 'sess_mine' }],
    ['expires_at', { expires_at: 1 }],
  ])('refuses %s', async (param, body) => {
    const { id } = await sessions.create();
    expect(await refusal(await sessions.request('PATCH', `/${id}`, body))).toEqual([400, param]);
  });

  it('keeps keys of the prototype as data', async () => {
    const { id } = await sessions.create();
    const text = '{"context":{"__proto__":{"polluted":1},"constructor":{"prototype":{"x":1}}}}';
    await sessions.json(200, 'PATCH', `/${id}`, text);
    expect(JSON.stringify((await sessions.get(id)).context)).toContain('"polluted":1');
    expect(({} as any).polluted).toBeUndefined();
  });
});

describe('POST /v1/sessions/{id}/fork', () => {
  const fork = (id: string, body?: object) => sessions.json(201, 'POST', `/${id}/fork`, body);

  it('copies the history up to a message, and goes its own way', async () => {
    const origin = await sessions.createWithTurns(2, {
      context: { a: 1 },
      system: 's',
      ttl_seconds: 90,
    });
    const copy = await fork(origin.id, { up_to: 'msg_2' });
    expect(copy).toMatchObject({ context: { a: 1 }, system: 's', ttl_seconds: 90 });
    expect(copy.id).not.toBe(origin.id);
    expect(copy.messages.map(({ id, role }) => [id, role])).toEqual([
      ['msg_1', 'user'],
      ['msg_2', 'assistant'],
    ]);
    await sessions.chat(copy.id, 'Another turn');
    expect((await sessions.get(copy.id)).message_count).toBe(4);
    expect(await sessions.get(origin.id)).toMatchObject({ messages: origin.messages });
  });

  it('copies all of it without a body', async () => {
    const { id } = await sessions.createWithTurns(1);
    expect((await fork(id)).message_count).toBe(2);
  });

  it.each(['msg_3', 'msg_0', 'last', 2])('refuses up_to %j', async (up_to) => {
    const { id } = await sessions.createWithTurns(1);
    expect(await refusal(await sessions.request('POST', `/${id}/fork`, { up_to }))).toEqual([
      400,
      'up_to',
    ]);
  });
});
