import { beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import type { NewSession, SessionStore } from '../session-store.js';
import { applicant, LEASE_MS, newSession, started, texts } from './session-store.fixtures.js';

/** What turns do on every store; `storeOf` is asked when the tests run. */
export function describeTurns(storeOf: () => SessionStore): void {
  describe('a turn', () => {
    let store: SessionStore;
    beforeAll(() => {
      store = storeOf();
    });

    const make = (given?: Partial<NewSession>) => store.create(newSession(given));
    const begin = async (id: string, owner: string, leaseMs?: number) =>
      started(await store.beginTurn(id, owner, applicant(leaseMs)));

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
      const busy = await store.beginTurn(id, owner, applicant());
      if (busy.type !== 'busy') throw new Error(busy.type);
      expect(busy.remainingMs).toBeGreaterThan(500);
      expect(busy.remainingMs).toBeLessThanOrEqual(1_000);
      await store.releaseTurn(id, token);
      const next = await begin(id, owner);
      expect(next.messages).toEqual([]);
    });

    it('is missing without a session', async () => {
      const { id, owner } = newSession();
      expect(await store.beginTurn(id, owner, applicant())).toEqual({ type: 'missing' });
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
      expect((await store.beginTurn(id, owner, applicant())).type).toBe('busy');
      expect(await store.commitTurn(id, token, texts(1))).toMatchObject({ messageCount: 1 });
    });

    it('keeps the session alive, however short its life is', async () => {
      const { id, owner } = await make({ ttlMs: 50 });
      const { token } = await begin(id, owner, 200);
      await sleep(100);
      expect(await store.renewTurn(id, token, 200)).toBe(true);
      await sleep(150);
      const session = await store.commitTurn(id, token, texts(1));
      expect(session).toMatchObject({ messageCount: 1 });
      await sleep(100);
      expect(await store.find(id, owner)).toBeUndefined();
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
      expect((await store.beginTurn(id, owner, applicant())).type).toBe('busy');
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
        Array.from({ length: 20 }, () => store.beginTurn(id, owner, applicant())),
      );
      expect(turns.filter(({ type }) => type === 'started')).toHaveLength(1);
      expect(turns.filter(({ type }) => type === 'busy')).toHaveLength(19);
    });

    describe('with a receipt', () => {
      const receipt = { key: 'key', fingerprint: 'body', answer: '{"text": "Grüße 👋"}' };
      const { key, ...answer } = receipt;
      const asks = { ...applicant(), receiptKey: key };

      it('is told so when it begins again under the key, and takes nothing', async () => {
        const { id, owner } = await make();
        const { token } = started(await store.beginTurn(id, owner, asks));
        await store.commitTurn(id, token, texts(2), receipt);
        expect(await store.beginTurn(id, owner, asks)).toEqual({ type: 'answered', ...answer });
        expect((await begin(id, owner)).messages).toHaveLength(2);
      });

      it('is told so while another turn holds the session', async () => {
        const { id, owner } = await make();
        const { token } = await begin(id, owner);
        await store.commitTurn(id, token, texts(2), receipt);
        await begin(id, owner);
        expect(await store.beginTurn(id, owner, asks)).toEqual({ type: 'answered', ...answer });
      });

      it('leaves none when it cannot commit', async () => {
        const { id, owner } = await make();
        const { token } = await begin(id, owner);
        await store.releaseTurn(id, token);
        await store.commitTurn(id, token, texts(2), receipt);
        expect((await store.beginTurn(id, owner, asks)).type).toBe('started');
      });

      it('begins anew when the receipt was forgotten, or is under another key', async () => {
        const { id, owner } = await make();
        await store.commitTurn(id, (await begin(id, owner)).token, texts(2), receipt);
        const other = { ...asks, receiptKey: 'other' };
        const next = started(await store.beginTurn(id, owner, other));
        await store.releaseTurn(id, next.token);
        await store.forgetReceipt(id, key);
        expect((await store.beginTurn(id, owner, asks)).type).toBe('started');
      });

      it('is missing for everybody else', async () => {
        const { id, owner } = await make();
        await store.commitTurn(id, (await begin(id, owner)).token, texts(2), receipt);
        expect(await store.beginTurn(id, `${owner}-other`, asks)).toEqual({ type: 'missing' });
      });
    });
  });
}
