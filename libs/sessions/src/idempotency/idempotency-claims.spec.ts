import { beforeEach, describe, expect, it } from '@jest/globals';
import { CallScope } from 'llm-gateway/contracts';
import type { SessionsModuleOptions } from '../sessions.module-definition.js';
import { EmbeddedIdempotencyStore } from '../stores/embedded/embedded-idempotency-store.js';
import { openDatabase } from '../stores/embedded/open-database.js';
import { IdempotencyClaim } from './idempotency-claim.js';
import { IdempotencyClaims } from './idempotency-claims.js';

const REQUEST = { owner: 'alice', key: 'key', fingerprint: 'body' };

describe('IdempotencyClaims', () => {
  let claims: IdempotencyClaims;
  beforeEach(() => {
    const store = new EmbeddedIdempotencyStore(openDatabase(':memory:'));
    claims = new IdempotencyClaims(store, { waitMs: 300 } as SessionsModuleOptions);
  });

  const claim = async (request = REQUEST, scope = new CallScope()): Promise<IdempotencyClaim> => {
    const begun = await claims.begin(request, scope);
    if (typeof begun === 'string') throw new Error(`It was answered before: ${begun}`);
    return begun;
  };

  it('gives the answer to the next request', async () => {
    await (await claim()).answer('answer');
    expect(await claims.begin(REQUEST, new CallScope())).toBe('answer');
  });

  it('keeps the keys of owners apart', async () => {
    await (await claim()).answer('answer');
    const others = [
      { ...REQUEST, owner: 'bob' },
      { ...REQUEST, owner: '', key: 'alicekey' },
    ];
    for (const other of others) expect(await claim(other)).toBeInstanceOf(IdempotencyClaim);
  });

  it('waits for the first request, and has its answer', async () => {
    const first = await claim();
    const second = claims.begin(REQUEST, new CallScope());
    setTimeout(() => void first.answer('answer'), 100);
    expect(await second).toBe('answer');
  });

  it('takes over when the call of the first ends without an answer', async () => {
    const scope = new CallScope();
    await claim(REQUEST, scope);
    const second = claim();
    scope.end();
    expect(await second).toBeInstanceOf(IdempotencyClaim);
  });

  it('stops waiting with its call', async () => {
    await claim();
    const scope = new CallScope();
    const second = claims.begin(REQUEST, scope);
    const left = new Error('left');
    setTimeout(() => scope.abort(left), 50);
    const startedAt = performance.now();
    await expect(second).rejects.toBe(left);
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });

  it('holds nothing for a call that had ended', async () => {
    const scope = new CallScope();
    scope.end();
    await claim(REQUEST, scope);
    expect(await claim()).toBeInstanceOf(IdempotencyClaim);
  });
});
