import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { WireMessage } from '../session.js';
import type { NewSession, SessionStore, TurnStart } from '../session-store.js';

const LEASE_MS = 5_000;

function newSession(given: Partial<NewSession> = {}): NewSession {
  return {
    id: `sess_${randomUUID().replaceAll('-', '')}`,
    owner: `owner-${randomUUID()}`,
    ttlMs: 60_000,
    context: {},
    defaults: {},
    messages: [],
    ...given,
  };
}

function started(turn: TurnStart): Extract<TurnStart, { type: 'started' }> {
  if (turn.type !== 'started') throw new Error(`The turn did not start: ${turn.type}`);
  return turn;
}

const texts = (count: number, first = 1): readonly WireMessage[] =>
  Array.from({ length: count }, (_, index) => ({ role: 'user', content: `text ${first + index}` }));

/** What every store of sessions does. */
export function describeSessionStore(name: string, makeStore: () => Promise<SessionStore>): void {
  // oxlint-disable-next-line jest/valid-title -- each store gives its own
  describe(name, () => {
    let store: SessionStore;
    beforeAll(async () => {
      store = await makeStore();
    });
    afterAll(() => store.close());

    const make = (given?: Partial<NewSession>) => store.create(newSession(given));
    const begin = async (id: string, owner: string, leaseMs = LEASE_MS) =>
      started(await store.beginTurn(id, owner, leaseMs));

    describe('a session', () => {
      it('is found as it was created', async () => {
        const before = Date.now();
        const wanted = newSession({ context: { a: [] }, defaults: { system: 'Be brief.' } });
        const { messages: _messages, ...kept } = wanted;
        const session = await store.create(wanted);
        expect(session).toEqual({
          ...kept,
          createdAt: session.createdAt,
          expiresAt: session.createdAt + wanted.ttlMs,
          messageCount: 0,
          version: session.version,
        });
        expect(Math.abs(session.createdAt - before)).toBeLessThan(2_000);
        expect(await store.find(wanted.id, wanted.owner)).toEqual(session);
      });

      it('is missing for everybody else', async () => {
        const { id, owner, version } = await make();
        const other = `${owner}-other`;
        expect(await store.find(id, other)).toBeUndefined();
        expect(await store.update(id, other, version, { ttlMs: 1 })).toBeUndefined();
        expect(await store.messages(id, other, { limit: 5 })).toBeUndefined();
        expect(await store.beginTurn(id, other, LEASE_MS)).toEqual({ type: 'missing' });
        expect(await store.delete(id, other)).toBe(false);
        expect(await store.list(other, { limit: 5 })).toEqual([]);
        expect(await store.find(id, owner)).toBeDefined();
      });

      it('begins with the history of a fork', async () => {
        const { id, owner, messageCount } = await make({ messages: texts(3) });
        expect(messageCount).toBe(3);
        const messages = await store.messages(id, owner, { limit: 10 });
        expect(messages?.map(({ position }) => position)).toEqual([1, 2, 3]);
        expect(messages?.map(({ message }) => message)).toEqual(texts(3));
      });

      it('is deleted once, with its messages', async () => {
        const { id, owner } = await make({ messages: texts(2) });
        expect(await store.delete(id, owner)).toBe(true);
        expect(await store.delete(id, owner)).toBe(false);
        expect(await store.find(id, owner)).toBeUndefined();
        expect(await store.messages(id, owner, { limit: 5 })).toBeUndefined();
        expect(await store.list(owner, { limit: 5 })).toEqual([]);
      });

      it('expires, and is missing then everywhere', async () => {
        const { id, owner, version } = await make({ ttlMs: 60, messages: texts(1) });
        const alive = await make({ owner });
        await sleep(120);
        expect(await store.find(id, owner)).toBeUndefined();
        expect(await store.messages(id, owner, { limit: 5 })).toBeUndefined();
        expect(await store.update(id, owner, version, {})).toBeUndefined();
        expect(await store.beginTurn(id, owner, LEASE_MS)).toEqual({ type: 'missing' });
        expect((await store.list(owner, { limit: 5 })).map((session) => session.id)).toEqual([
          alive.id,
        ]);
        expect(await store.delete(id, owner)).toBe(false);
      });
    });

    describe('update', () => {
      it('replaces the given fields only, and begins the life anew', async () => {
        const { id, owner, version, expiresAt } = await make({ context: { a: 1, b: [] } });
        const changed = await store.update(id, owner, version, { ttlMs: 120_000 });
        expect(changed).toMatchObject({ ttlMs: 120_000, context: { a: 1, b: [] } });
        if (typeof changed !== 'object') throw new Error('not updated');
        expect(changed.expiresAt).toBeGreaterThan(expiresAt + 50_000);
        expect(changed.version).toBeGreaterThan(version);
        const again = await store.update(id, owner, changed.version, {
          context: { c: {} },
          defaults: { model: 'm' },
        });
        expect(again).toMatchObject({ context: { c: {} }, defaults: { model: 'm' } });
        expect(await store.find(id, owner)).toEqual(again);
      });

      it('refuses an old version', async () => {
        const { id, owner, version } = await make();
        await store.update(id, owner, version, { context: { first: true } });
        expect(await store.update(id, owner, version, { context: {} })).toBe('conflict');
        expect(await store.find(id, owner)).toMatchObject({ context: { first: true } });
      });

      it('shortens the life', async () => {
        const { id, owner, version } = await make();
        await store.update(id, owner, version, { ttlMs: 40 });
        await sleep(100);
        expect(await store.find(id, owner)).toBeUndefined();
      });
    });

    describe('list', () => {
      it('pages through the sessions of the owner, newest first', async () => {
        const owner = `owner-${randomUUID()}`;
        const ids: string[] = [];
        for (let count = 0; count < 5; count += 1) {
          ids.unshift((await make({ owner })).id);
          await sleep(3);
        }
        await make();
        const seen: string[] = [];
        for (let after: string | undefined; ; after = seen.at(-1)) {
          const page = await store.list(owner, { limit: 2, ...(after && { after }) });
          if (page.length === 0) break;
          expect(page.length).toBeLessThanOrEqual(2);
          seen.push(...page.map(({ id }) => id));
        }
        expect(seen).toEqual(ids);
      });
    });

    describe('messages', () => {
      it('are the newest without a position and those that follow with one', async () => {
        const { id, owner } = await make({ messages: texts(10) });
        const positions = async (page: { limit: number; after?: number }) =>
          (await store.messages(id, owner, page))?.map(({ position }) => position);
        expect(await positions({ limit: 3 })).toEqual([8, 9, 10]);
        expect(await positions({ limit: 20 })).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
        expect(await positions({ limit: 3, after: 0 })).toEqual([1, 2, 3]);
        expect(await positions({ limit: 3, after: 4 })).toEqual([5, 6, 7]);
        expect(await positions({ limit: 3, after: 9 })).toEqual([10]);
        expect(await positions({ limit: 3, after: 10 })).toEqual([]);
      });

      it('come back exactly as they were', async () => {
        const odd: WireMessage = {
          role: 'assistant',
          content: `${'Zürich 東京 👩‍👩‍👧 \u0000\u2028 "\\'.repeat(20_000)} \ud800`,
          tool_calls: [],
          empty: {},
          deep: { list: [[], {}, null, [{}]] },
          number: 1e21,
          precise: 0.1,
          large: 9_007_199_254_740_991,
        };
        const context = { list: [], map: {}, text: '😀', nested: { list: [[]] } };
        const { id, owner } = await make({ context, messages: [odd] });
        const { token } = await begin(id, owner);
        expect((await store.commitTurn(id, token, [odd]))?.context).toEqual(context);
        const turn = await begin(id, owner);
        expect(turn.session.context).toEqual(context);
        expect(turn.messages.map(({ message }) => message)).toEqual([odd, odd]);
        const page = await store.messages(id, owner, { limit: 9 });
        expect(page?.map(({ message }) => message)).toEqual([odd, odd]);
      });
    });

    describe('a turn', () => {
      it('appends all of its messages in order, begins the life anew and lets go', async () => {
        const { id, owner, ttlMs, expiresAt } = await make({ messages: texts(2) });
        await sleep(20);
        const turn = await begin(id, owner);
        expect(turn.session.expiresAt).toBeGreaterThan(expiresAt);
        expect(turn.messages.map(({ message }) => message)).toEqual(texts(2));
        await sleep(20);
        const after = await store.commitTurn(id, turn.token, texts(3, 3));
        expect(after).toMatchObject({ id, owner, ttlMs, messageCount: 5 });
        expect(after?.expiresAt).toBeGreaterThan(turn.session.expiresAt);
        const next = await begin(id, owner);
        expect(next.messages.map(({ message }) => message)).toEqual(texts(5));
        expect(next.messages.map(({ position }) => position)).toEqual([1, 2, 3, 4, 5]);
        expect(next.token).toBeGreaterThan(turn.token);
      });

      it('holds a thousand messages', async () => {
        const { id, owner } = await make();
        const { token } = await begin(id, owner);
        expect((await store.commitTurn(id, token, texts(1_000)))?.messageCount).toBe(1_000);
        expect((await begin(id, owner)).messages).toHaveLength(1_000);
      });

      it('keeps others out, and says for how long', async () => {
        const { id, owner } = await make();
        const { token } = await begin(id, owner, 1_000);
        const busy = await store.beginTurn(id, owner, LEASE_MS);
        if (busy.type !== 'busy') throw new Error(busy.type);
        expect(busy.remainingMs).toBeGreaterThan(500);
        expect(busy.remainingMs).toBeLessThanOrEqual(1_000);
        await store.releaseTurn(id, token);
        const next = await begin(id, owner);
        expect(next.messages).toEqual([]);
      });

      it('is missing without a session', async () => {
        const { id, owner } = newSession();
        expect(await store.beginTurn(id, owner, LEASE_MS)).toEqual({ type: 'missing' });
        expect(await store.commitTurn(id, 1, texts(1))).toBeUndefined();
        expect(await store.renewTurn(id, 1, LEASE_MS)).toBe(false);
        await store.releaseTurn(id, 1);
        expect(await store.find(id, owner)).toBeUndefined();
      });

      it('is held longer when it is renewed', async () => {
        const { id, owner } = await make();
        const { token } = await begin(id, owner, 150);
        expect(await store.renewTurn(id, token, LEASE_MS)).toBe(true);
        await sleep(200);
        expect((await store.beginTurn(id, owner, LEASE_MS)).type).toBe('busy');
        expect(await store.commitTurn(id, token, texts(1))).toMatchObject({ messageCount: 1 });
      });

      it('that lost its hold can do nothing any more', async () => {
        const { id, owner } = await make();
        const { token } = await begin(id, owner, 50);
        await sleep(100);
        expect(await store.renewTurn(id, token, LEASE_MS)).toBe(false);
        expect(await store.commitTurn(id, token, texts(1))).toBeUndefined();
        const next = await begin(id, owner);
        expect(next.token).toBeGreaterThan(token);
        expect(await store.renewTurn(id, token, LEASE_MS)).toBe(false);
        expect(await store.commitTurn(id, token, texts(1))).toBeUndefined();
        await store.releaseTurn(id, token);
        expect((await store.beginTurn(id, owner, LEASE_MS)).type).toBe('busy');
        expect(await store.commitTurn(id, next.token, [])).toMatchObject({ messageCount: 0 });
      });

      it('that was committed or released holds nothing', async () => {
        const { id, owner } = await make();
        const first = await begin(id, owner);
        await store.commitTurn(id, first.token, texts(1));
        expect(await store.renewTurn(id, first.token, LEASE_MS)).toBe(false);
        await store.commitTurn(id, first.token, texts(1));
        const second = await begin(id, owner);
        await store.releaseTurn(id, second.token);
        expect(await store.commitTurn(id, second.token, texts(1))).toBeUndefined();
        expect(await store.find(id, owner)).toMatchObject({ messageCount: 1 });
      });

      it('cannot commit to a session that was deleted', async () => {
        const { id, owner } = await make();
        const { token } = await begin(id, owner);
        await store.delete(id, owner);
        expect(await store.renewTurn(id, token, LEASE_MS)).toBe(false);
        expect(await store.commitTurn(id, token, texts(1))).toBeUndefined();
        expect(await store.find(id, owner)).toBeUndefined();
      });

      it('is one of twenty that want to begin at once', async () => {
        const { id, owner } = await make();
        const turns = await Promise.all(
          Array.from({ length: 20 }, () => store.beginTurn(id, owner, LEASE_MS)),
        );
        expect(turns.filter(({ type }) => type === 'started')).toHaveLength(1);
        expect(turns.filter(({ type }) => type === 'busy')).toHaveLength(19);
      });
    });
  });
}
