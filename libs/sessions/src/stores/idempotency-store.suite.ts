import { beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { IdempotencyStore } from '../idempotency/idempotency-store.js';

const LEASE_MS = 5_000;
const TTL_MS = 60_000;
const BODY = 'fingerprint of a body';
const OTHER = 'fingerprint of another';
const ANSWER = '{"text":"Grüße 👋"}';

/** What every store of idempotency keys does. */
export function describeIdempotencyStore(
  name: string,
  makeStore: () => Promise<IdempotencyStore>,
): void {
  // oxlint-disable-next-line jest/valid-title -- each store gives its own
  describe(name, () => {
    let store: IdempotencyStore;
    beforeAll(async () => {
      store = await makeStore();
    });

    const claimed = async (key: string, leaseMs = LEASE_MS): Promise<string> => {
      const claim = await store.claim(key, BODY, leaseMs);
      if (claim.type !== 'claimed') throw new Error(`The key is not free: ${claim.type}`);
      return claim.token;
    };

    it('gives a free key to one of twenty that want it at once', async () => {
      const key = randomUUID();
      const claims = await Promise.all(
        Array.from({ length: 20 }, () => store.claim(key, BODY, LEASE_MS)),
      );
      expect(claims.filter(({ type }) => type === 'claimed')).toHaveLength(1);
      expect(claims.filter(({ type }) => type === 'running')).toHaveLength(19);
    });

    it('says for how long another one runs', async () => {
      const key = randomUUID();
      await claimed(key, 1_000);
      const claim = await store.claim(key, BODY, LEASE_MS);
      if (claim.type !== 'running') throw new Error(claim.type);
      expect(claim.remainingMs).toBeGreaterThan(500);
      expect(claim.remainingMs).toBeLessThanOrEqual(1_000);
    });

    it('gives the answer to the same request, as often as it is asked', async () => {
      const key = randomUUID();
      const token = await claimed(key);
      expect(await store.answer(key, token, ANSWER, TTL_MS)).toBe(true);
      const answered = { type: 'answered', answer: ANSWER };
      expect(await store.claim(key, BODY, LEASE_MS)).toEqual(answered);
      expect(await store.claim(key, BODY, LEASE_MS)).toEqual(answered);
    });

    it('refuses another request while the first runs, and after it was answered', async () => {
      const key = randomUUID();
      const token = await claimed(key);
      expect(await store.claim(key, OTHER, LEASE_MS)).toEqual({ type: 'other-request' });
      await store.answer(key, token, ANSWER, TTL_MS);
      expect(await store.claim(key, OTHER, LEASE_MS)).toEqual({ type: 'other-request' });
    });

    it('forgets a released claim, whatever is asked next', async () => {
      const key = randomUUID();
      await store.release(key, await claimed(key));
      expect(await store.claim(key, OTHER, LEASE_MS)).toMatchObject({ type: 'claimed' });
    });

    it('keeps an answer over a release and a renewal that come late', async () => {
      const key = randomUUID();
      const token = await claimed(key);
      await store.answer(key, token, ANSWER, TTL_MS);
      await store.release(key, token);
      expect(await store.renew(key, token, 50)).toBe(true);
      await sleep(100);
      expect(await store.claim(key, BODY, LEASE_MS)).toMatchObject({ answer: ANSWER });
    });

    it('takes the same answer again, since the first reply may have been lost', async () => {
      const key = randomUUID();
      const token = await claimed(key);
      await store.answer(key, token, ANSWER, TTL_MS);
      expect(await store.answer(key, token, ANSWER, TTL_MS)).toBe(true);
    });

    it('holds a claim longer when it is renewed', async () => {
      const key = randomUUID();
      const token = await claimed(key, 150);
      expect(await store.renew(key, token, LEASE_MS)).toBe(true);
      await sleep(200);
      expect(await store.claim(key, BODY, LEASE_MS)).toMatchObject({ type: 'running' });
      expect(await store.answer(key, token, ANSWER, TTL_MS)).toBe(true);
    });

    it('lets a claim that was lost do nothing any more', async () => {
      const key = randomUUID();
      const token = await claimed(key, 50);
      await sleep(100);
      expect(await store.renew(key, token, LEASE_MS)).toBe(false);
      expect(await store.answer(key, token, ANSWER, TTL_MS)).toBe(false);
      const next = await claimed(key);
      expect(await store.renew(key, token, LEASE_MS)).toBe(false);
      expect(await store.answer(key, token, ANSWER, TTL_MS)).toBe(false);
      await store.release(key, token);
      expect(await store.claim(key, BODY, LEASE_MS)).toMatchObject({ type: 'running' });
      expect(await store.answer(key, next, ANSWER, TTL_MS)).toBe(true);
    });

    it('forgets an answer when its time is over', async () => {
      const key = randomUUID();
      await store.answer(key, await claimed(key), ANSWER, 50);
      await sleep(100);
      expect(await store.claim(key, OTHER, LEASE_MS)).toMatchObject({ type: 'claimed' });
    });
  });
}
