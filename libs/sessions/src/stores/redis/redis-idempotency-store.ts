import { randomUUID } from 'node:crypto';
import { IdempotencyStore, type Claim } from '../../idempotency/idempotency-store.js';
import { idempotencyKey } from './idempotency-key.js';
import { inBackground } from './in-background.js';
import type { RedisConnection } from './redis-connection.js';
import type { RedisScript } from './redis-script.js';
import { answerKey } from './scripts/answer-key.lua.js';
import { claimKey } from './scripts/claim-key.lua.js';
import { releaseClaim } from './scripts/release-claim.lua.js';
import { renewClaim } from './scripts/renew-claim.lua.js';

/** Idempotency keys in Redis: a hash each, which Redis itself expires. One script per operation. */
export class RedisIdempotencyStore extends IdempotencyStore {
  constructor(private readonly connection: RedisConnection) {
    super();
  }

  async claim(key: string, fingerprint: string, leaseMs: number): Promise<Claim> {
    const token = randomUUID();
    const claim = (await this.#run(claimKey, key, [fingerprint, token, leaseMs], (late) => {
      // Nobody waits for it any more, and it would keep others waiting.
      if (late === 'claimed') inBackground(this.release(key, token));
    })) as 'claimed' | 'other-request' | number | readonly [string];
    if (claim === 'claimed') return { type: 'claimed', token };
    if (claim === 'other-request') return { type: 'other-request' };
    if (typeof claim === 'number') return { type: 'running', remainingMs: claim };
    return { type: 'answered', answer: claim[0] };
  }

  async renew(key: string, token: string, leaseMs: number): Promise<boolean> {
    return (await this.#run(renewClaim, key, [token, leaseMs])) === 1;
  }

  async answer(key: string, token: string, answer: string, ttlMs: number): Promise<boolean> {
    return (await this.#run(answerKey, key, [token, answer, ttlMs])) === 1;
  }

  async release(key: string, token: string): Promise<void> {
    await this.#run(releaseClaim, key, [token]);
  }

  #run(
    script: RedisScript,
    key: string,
    parameters: readonly (string | number)[],
    onLate?: (result: unknown) => void,
  ): Promise<unknown> {
    return this.connection.call(
      (client) => script.run(client, [idempotencyKey(key)], parameters),
      onLate,
    );
  }
}
