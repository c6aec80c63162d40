import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { newSessionId } from './session-id.js';
import type { PatchSessionRequest } from './session-requests.schema.js';
import { SessionsService } from './sessions.service.js';
import { EmbeddedSessionStore } from './stores/embedded/embedded-session-store.js';
import { openDatabase } from './stores/embedded/open-database.js';

const options = {
  dataDir: ':memory:',
  defaultTtlSeconds: 3_600,
  maximumTtlSeconds: 7_200,
  waitMs: 1,
};
const OWNER = 'alice';

let store: EmbeddedSessionStore;
let sessions: SessionsService;

beforeEach(() => {
  store = new EmbeddedSessionStore(openDatabase(options.dataDir));
  sessions = new SessionsService(store, options);
});

afterEach(() => store.close());

async function createWithRoles(...roles: string[]): Promise<string> {
  const { id } = await sessions.create(OWNER, { context: { a: 1 }, model: 'm', ttl_seconds: 60 });
  await append(id, ...roles);
  return id;
}

async function append(id: string, ...roles: string[]): Promise<void> {
  const turn = await store.beginTurn(id, OWNER, { leaseMs: 1_000, ticket: 'a' });
  if (turn.type !== 'started') throw new Error(`The session is ${turn.type}.`);
  const messages = roles.map((role, index) => ({ role, content: `${index + 1}` }));
  await store.commitTurn(id, turn.token, messages);
}

const refused = (param: string) =>
  expect.objectContaining({ code: 'invalid_request', status: 400, details: { param } });
const notFound = (id: string) =>
  expect.objectContaining({ code: 'session_not_found', message: `Session not found: ${id}` });

describe('SessionsService.create', () => {
  it('makes an empty session that lives as long as configured', async () => {
    const session = await sessions.create(OWNER, {});
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
  });

  it('takes its fields, of which null means none', async () => {
    const fields = { ttl_seconds: 7_200, context: { a: null }, system: 'Be brief.' };
    const session = await sessions.create(OWNER, { ...fields, model: null });
    expect(session).toMatchObject(fields);
    expect(session).not.toHaveProperty('model');
  });

  it('refuses a life that is too long and a context that is too large', async () => {
    await expect(sessions.create(OWNER, { ttl_seconds: 7_201 })).rejects.toEqual(
      refused('ttl_seconds'),
    );
    const largest = { a: 'é'.repeat((65_536 - '{"a":""}'.length) / 2) };
    await expect(sessions.create(OWNER, { context: largest })).resolves.toBeDefined();
    await expect(sessions.create(OWNER, { context: { ...largest, b: 1 } })).rejects.toEqual(
      refused('context'),
    );
  });
});

describe('SessionsService.get', () => {
  const page = async (limit: number, after?: number) => {
    const id = await createWithRoles('user', 'assistant', 'user', 'assistant');
    const { messages, has_more } = await sessions.get(OWNER, id, {
      limit,
      ...(after !== undefined && { after }),
    });
    return [messages.map((message) => message['id']), has_more];
  };

  it('shows the newest messages and says whether there are older ones', async () => {
    expect(await page(2)).toEqual([['msg_3', 'msg_4'], true]);
    expect(await page(4)).toEqual([['msg_1', 'msg_2', 'msg_3', 'msg_4'], false]);
  });

  it('shows the messages after one and says whether there are newer ones', async () => {
    expect(await page(2, 0)).toEqual([['msg_1', 'msg_2'], true]);
    expect(await page(2, 2)).toEqual([['msg_3', 'msg_4'], false]);
    expect(await page(2, 99)).toEqual([[], false]);
  });

  it.each(['sess_1', '', '{x}', newSessionId()])('does not know %j', async (id) => {
    await expect(sessions.get(OWNER, id, { limit: 1 })).rejects.toEqual(notFound(id));
  });

  it('does not know the session of somebody else', async () => {
    const id = await createWithRoles();
    await expect(sessions.get('bob', id, { limit: 1 })).rejects.toEqual(notFound(id));
  });
});

describe('SessionsService.list', () => {
  it("pages through the owner's sessions", async () => {
    const first = await createWithRoles('user');
    // Creation times are in whole milliseconds.
    await sleep(2);
    const second = await createWithRoles();
    await sessions.create('bob', {});
    const newest = await sessions.list(OWNER, { limit: 1 });
    expect(newest).toMatchObject({ object: 'list', data: [{ id: second }], has_more: true });
    expect(newest.data[0]).not.toHaveProperty('messages');
    const rest = await sessions.list(OWNER, { limit: 1, after: second });
    expect(rest).toMatchObject({ data: [{ id: first, message_count: 1 }], has_more: false });
  });
});

describe('SessionsService.patch', () => {
  it('merges the context, and leaves what is not mentioned', async () => {
    const id = await createWithRoles('user');
    const patched = await sessions.patch(OWNER, id, { context: { a: null, b: { c: 1 } } });
    expect(patched).toMatchObject({ context: { b: { c: 1 } }, model: 'm', ttl_seconds: 60 });
    expect(patched.messages).toHaveLength(1);
  });

  it('sets the life and the defaults, and clears with null', async () => {
    const id = await createWithRoles();
    const patched = await sessions.patch(OWNER, id, { ttl_seconds: 5, system: 's', model: null });
    expect(patched).toMatchObject({ ttl_seconds: 5, system: 's' });
    expect(patched.expires_at - patched.created_at).toBeLessThan(10);
    expect(patched).not.toHaveProperty('model');
    expect(patched.context).toEqual({ a: 1 });
  });

  it('merges the limits of the history, and clears them with null', async () => {
    const id = await createWithRoles();
    const historyAfter = async (history: PatchSessionRequest['history']) =>
      (await sessions.patch(OWNER, id, { history })).history;
    const limited = { max_messages: 2, max_tokens: 9, strategy: 'error' } as const;
    expect(await historyAfter(limited)).toEqual(limited);
    expect(await historyAfter({ max_messages: null, strategy: null })).toEqual({
      max_tokens: 9,
      strategy: 'drop_oldest',
    });
    expect(
      (await sessions.patch(OWNER, id, { system: 's', ttl_seconds: 9 })).history,
    ).toBeDefined();
    expect((await sessions.fork(OWNER, id, {})).history).toMatchObject({ max_tokens: 9 });
    expect(await historyAfter(null)).toBeUndefined();
  });

  it('refuses a context that becomes too large', async () => {
    const id = await createWithRoles();
    await sessions.patch(OWNER, id, { context: { b: 'x'.repeat(40_000) } });
    await expect(sessions.patch(OWNER, id, { context: { c: 'x'.repeat(40_000) } })).rejects.toEqual(
      refused('context'),
    );
    await expect(sessions.patch(OWNER, id, { ttl_seconds: 7_201 })).rejects.toEqual(
      refused('ttl_seconds'),
    );
  });

  it('tries again when another change came between', async () => {
    const id = await createWithRoles();
    const update = jest.spyOn(store, 'update').mockResolvedValueOnce('conflict');
    const patched = await sessions.patch(OWNER, id, { context: { b: 2 } });
    expect(patched.context).toEqual({ a: 1, b: 2 });
    expect(update).toHaveBeenCalledTimes(2);
  });

  it('loses none of many changes at once', async () => {
    const id = await createWithRoles();
    const keys = Array.from({ length: 20 }, (_, index) => `key${index}`);
    await Promise.all(keys.map((key) => sessions.patch(OWNER, id, { context: { [key]: 1 } })));
    const { context } = await sessions.get(OWNER, id, { limit: 1 });
    expect(Object.keys(context).sort()).toEqual(['a', ...keys].sort());
  });

  it('gives up in the end', async () => {
    const id = await createWithRoles();
    jest.spyOn(store, 'update').mockResolvedValue('conflict');
    await expect(sessions.patch(OWNER, id, {})).rejects.toMatchObject({
      code: 'session_conflict',
      status: 409,
    });
  });

  it.each(['sess_1', newSessionId()])('does not know %j', async (id) => {
    await expect(sessions.patch(OWNER, id, {})).rejects.toEqual(notFound(id));
  });
});

describe('SessionsService.delete', () => {
  it('deletes once', async () => {
    const id = await createWithRoles();
    await expect(sessions.delete('bob', id)).rejects.toEqual(notFound(id));
    await sessions.delete(OWNER, id);
    await expect(sessions.delete(OWNER, id)).rejects.toEqual(notFound(id));
  });
});

describe('SessionsService.fork', () => {
  it.each([
    [undefined, 3],
    ['msg_2', 2],
  ])('copies up to %s', async (up_to, count) => {
    const id = await createWithRoles('user', 'assistant', 'user');
    const fork = await sessions.fork(OWNER, id, up_to === undefined ? {} : { up_to });
    expect(fork.id).not.toBe(id);
    expect(fork).toMatchObject({
      context: { a: 1 },
      model: 'm',
      ttl_seconds: 60,
      message_count: count,
      has_more: false,
    });
    const original = await sessions.get(OWNER, id, { limit: 10 });
    expect(original.messages.slice(0, count)).toEqual(fork.messages);
    await append(fork.id, 'user');
    expect((await sessions.get(OWNER, id, { limit: 10 })).message_count).toBe(3);
  });

  it('copies an empty session', async () => {
    const fork = await sessions.fork(OWNER, await createWithRoles(), {});
    expect(fork).toMatchObject({ messages: [], message_count: 0 });
  });

  it.each(['msg_2', 'msg_3', 'msg_6', 'msg_999999999999999'])(
    'refuses to cut after %s',
    async (up_to) => {
      const id = await createWithRoles('user', 'assistant', 'tool', 'tool', 'assistant');
      await expect(sessions.fork(OWNER, id, { up_to })).rejects.toEqual(refused('up_to'));
    },
  );

  it('does not know a stranger', async () => {
    await expect(sessions.fork(OWNER, 'sess_1', {})).rejects.toEqual(notFound('sess_1'));
  });
});
