import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { WireMessage } from '../session.js';
import type { NewSession, SessionStore } from '../session-store.js';
import { applicant, LEASE_MS, newSession, started, texts } from './session-store.fixtures.js';
import { describeTurns } from './turns.suite.js';

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
      started(await store.beginTurn(id, owner, applicant(leaseMs)));

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
        expect(await store.beginTurn(id, other, applicant())).toEqual({ type: 'missing' });
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
        expect(await store.beginTurn(id, owner, applicant())).toEqual({ type: 'missing' });
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

      it('goes on after a session that was deleted meanwhile', async () => {
        const owner = `owner-${randomUUID()}`;
        for (let count = 0; count < 5; count += 1) await make({ owner });
        let deleted = 0;
        for (let after: string | undefined; ;) {
          const page = await store.list(owner, { limit: 2, ...(after && { after }) });
          if (page.length === 0) break;
          after = page.at(-1)?.id;
          for (const { id } of page) if (await store.delete(id, owner)) deleted += 1;
        }
        expect(deleted).toBe(5);
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

    describeTurns(() => store);
  });
}
