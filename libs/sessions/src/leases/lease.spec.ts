import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { CallScope } from 'llm-gateway/contracts';
import { Lease } from './lease.js';

const SOME_RENEWALS_MS = 20_000;

describe('Lease', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  /** A hold that counts what is done to it; `renews` answers the renewals. */
  function hold(renews: () => Promise<boolean>) {
    const seen = { renewals: 0, releases: 0 };
    const renew = () => {
      seen.renewals += 1;
      return renews();
    };
    const release = async () => void (seen.releases += 1);
    return { seen, hold: { renew, release } };
  }
  const lost = () => new Error('lost');

  it('is renewed while it lasts, and let go once with its call', async () => {
    const { seen, hold: held } = hold(async () => true);
    const scope = new CallScope();
    const lease = new Lease(held, scope, lost);
    await jest.advanceTimersByTimeAsync(SOME_RENEWALS_MS);
    expect(seen.renewals).toBeGreaterThanOrEqual(3);
    scope.end();
    await lease.release();
    const { renewals } = seen;
    await jest.advanceTimersByTimeAsync(SOME_RENEWALS_MS);
    expect(seen).toEqual({ renewals, releases: 1 });
    expect(scope.abortReason).toBeUndefined();
  });

  it('is not let go when a step did so', async () => {
    const { seen, hold: held } = hold(async () => true);
    const scope = new CallScope();
    expect(new Lease(held, scope, lost).end()).toBe(true);
    scope.end();
    await jest.advanceTimersByTimeAsync(SOME_RENEWALS_MS);
    expect(seen).toEqual({ renewals: 0, releases: 0 });
  });

  it('ends its call when it was lost', async () => {
    const scope = new CallScope();
    const lease = new Lease(hold(async () => false).hold, scope, lost);
    await jest.advanceTimersByTimeAsync(SOME_RENEWALS_MS);
    expect(scope.abortReason).toEqual(lost());
    await lease.release();
  });

  it('goes on while the store is away', async () => {
    const scope = new CallScope();
    const { seen, hold: held } = hold(() => Promise.reject(new Error('away')));
    const lease = new Lease(held, scope, lost);
    await jest.advanceTimersByTimeAsync(SOME_RENEWALS_MS);
    expect(seen.renewals).toBeGreaterThanOrEqual(3);
    expect(scope.abortReason).toBeUndefined();
    await lease.release();
  });
});
