import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { GatewayError, type CallScope } from 'llm-gateway/contracts';
import { LEASE_MS } from '../leases/lease.js';
import { longerPauseMs, lookUntil, SHORTEST_PAUSE_MS } from '../leases/look-until.js';
import { SESSIONS_OPTIONS, type SessionsModuleOptions } from '../sessions.module-definition.js';
import { IdempotencyClaim } from './idempotency-claim.js';
import { IdempotencyStore } from './idempotency-store.js';

export interface IdempotentRequest {
  /** Whose key it is; the same key of another owner is another key. */
  readonly owner: string;
  /** As the client sent it. */
  readonly key: string;
  /** Equal for two requests that ask the same. */
  readonly fingerprint: string;
}

/** Lets one of several equal requests run, whichever process they came to, and the others have its answer. */
@Injectable()
export class IdempotencyClaims {
  constructor(
    private readonly store: IdempotencyStore,
    @Inject(SESSIONS_OPTIONS) private readonly options: SessionsModuleOptions,
  ) {}

  /**
   * The right to run the request, which ends with its answer or with the call's scope; or the answer
   * that was given before. Waits for an equal request that runs, as long as a turn would. Throws
   * `idempotency_key_reused`, `idempotency_conflict` after the longest wait, and the reason of the
   * scope when the call ends before.
   */
  async begin(
    { owner, key: sent, fingerprint }: IdempotentRequest,
    scope: CallScope,
  ): Promise<IdempotencyClaim | string> {
    const { waitMs } = this.options;
    const key = hashOf(owner, sent);
    let pauseMs = SHORTEST_PAUSE_MS;
    const look = async () => {
      const claim = await this.store.claim(key, fingerprint, LEASE_MS);
      if (claim.type !== 'running') return claim;
      pauseMs = longerPauseMs(pauseMs);
      return pauseMs;
    };
    const claim = await lookUntil(look, performance.now() + waitMs, scope);
    switch (claim?.type) {
      case 'claimed':
        return new IdempotencyClaim(this.store, key, fingerprint, claim.token, scope);
      case 'answered':
        return claim.answer;
      case 'other-request':
        throw keyReused();
      default:
        throw stillRunning(waitMs);
    }
  }
}

export function keyReused(): GatewayError {
  return new GatewayError(
    'idempotency_key_reused',
    'This Idempotency-Key belongs to a request with another body or session. Use a new key for each request.',
    { param: 'Idempotency-Key' },
  );
}

/** Nothing odd gets into the key of a store, and no two owners share one. */
function hashOf(owner: string, key: string): string {
  return createHash('sha256')
    .update(JSON.stringify([owner, key]))
    .digest('hex');
}

function stillRunning(waitedMs: number): GatewayError {
  return new GatewayError(
    'idempotency_conflict',
    `The first request with this Idempotency-Key did not end within ${waitedMs} ms.`,
    { param: 'Idempotency-Key', retryAfterMs: 1_000 },
  );
}
