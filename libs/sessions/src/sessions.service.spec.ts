import { beforeEach, describe, expect, it } from '@jest/globals';
import { newSessionId } from './session-id.js';
import type { MessagePage, NewSession, SessionChange } from './session-store.js';
import { SessionStore } from './session-store.js';
import type { Session, StoredMessage, WireMessage } from './session.js';
import { SessionsService } from './sessions.service.js';

const NOW = 1_700_000_000_000;

/** Just as much of a store as the routes need. */
class FakeStore implements Partial<SessionStore> {
  readonly #sessions = new Map<string, Session>();
  readonly #messages = new Map<string, StoredMessage[]>();
  /** So many updates lose a race. */
  conflicts = 0;

  async create({ messages, ...session }: NewSession): Promise<Session> {
    const { length: messageCount } = messages;
    const created = { ...session, createdAt: NOW, expiresAt: NOW + session.ttlMs, version: 1 };
    this.#sessions.set(session.id, { ...created, messageCount });
    this.append(session.id, messages);
    return this.#sessions.get(session.id)!;
  }

  async find(id: string, owner: string): Promise<Session | undefined> {
    const session = this.#sessions.get(id);
    return session?.owner === owner ? session : undefined;
  }

  async list(owner: string, { limit, after }: { limit: number; after?: string }) {
    const own = [...this.#sessions.values()].filter((session) => session.owner === owner);
    const newestFirst = own.toReversed();
    const start = after === undefined ? 0 : newestFirst.findIndex(({ id }) => id === after) + 1;
    return newestFirst.slice(start, start + limit);
  }

  async update(id: string, owner: string, version: number, change: SessionChange) {
    const session = await this.find(id, owner);
    if (!session) return undefined;
    if (this.conflicts > 0) {
      this.conflicts -= 1;
      this.#sessions.set(id, { ...session, version: session.version + 1 });
    }
    if (version !== this.#sessions.get(id)?.version) return 'conflict';
    const changed = { ...session, ...change, version: version + 1 };
    this.#sessions.set(id, { ...changed, expiresAt: NOW + changed.ttlMs });
    return this.#sessions.get(id);
  }

  async delete(id: string, owner: string): Promise<boolean> {
    return (await this.find(id, owner)) !== undefined && this.#sessions.delete(id);
  }

  async messages(id: string, owner: string, { limit, after }: MessagePage) {
    if (!(await this.find(id, owner))) return undefined;
    const messages = this.#messages.get(id) ?? [];
    return after === undefined ? messages.slice(-limit) : messages.slice(after, after + limit);
  }

  append(id: string, messages: readonly WireMessage[]): void {
    const history = this.#messages.get(id) ?? [];
    for (const message of messages)
      history.push({ position: history.length + 1, createdAt: NOW, message });
    this.#messages.set(id, history);
    this.#sessions.set(id, { ...this.#sessions.get(id)!, messageCount: history.length });
  }
}

const options = {
  dataDir: ':memory:',
  defaultTtlSeconds: 3_600,
  maximumTtlSeconds: 7_200,
  waitMs: 1,
};
const OWNER = 'alice';

let store: FakeStore;
let sessions: SessionsService;

beforeEach(() => {
  store = new FakeStore();
  sessions = new SessionsService(store as unknown as SessionStore, options);
});

async function createWithRoles(...roles: string[]): Promise<string> {
  const { id } = await sessions.create(OWNER, { context: { a: 1 }, model: 'm', ttl_seconds: 60 });
  store.append(
    id,
    roles.map((role, index) => ({ role, content: `${index + 1}` })),
  );
  return id;
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
      created_at: NOW / 1_000,
      expires_at: NOW / 1_000 + 3_600,
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
    expect(patched).toMatchObject({ ttl_seconds: 5, expires_at: NOW / 1_000 + 5, system: 's' });
    expect(patched).not.toHaveProperty('model');
    expect(patched.context).toEqual({ a: 1 });
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
    store.conflicts = 3;
    const patched = await sessions.patch(OWNER, id, { context: { b: 2 } });
    expect(patched.context).toEqual({ a: 1, b: 2 });
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
    store.conflicts = Infinity;
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
    store.append(fork.id, [{ role: 'user' }]);
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
