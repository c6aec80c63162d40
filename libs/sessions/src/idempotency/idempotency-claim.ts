import { GatewayError, type CallScope } from 'llm-gateway/contracts';
import { Lease } from '../leases/lease.js';
import { twiceIfUnavailable } from '../leases/twice-if-unavailable.js';
import type { IdempotencyStore } from './idempotency-store.js';

const ANSWER_TTL_MS = 24 * 60 * 60 * 1_000;

/** One call's right to answer under its key: nobody else runs the same request until it ends. */
export class IdempotencyClaim {
  readonly #lease: Lease;

  constructor(
    private readonly store: IdempotencyStore,
    /** A hash, as the store knows it. */
    readonly key: string,
    readonly fingerprint: string,
    private readonly token: string,
    scope: CallScope,
  ) {
    const hold = {
      renew: (leaseMs: number) => store.renew(key, token, leaseMs),
      release: () => store.release(key, token),
    };
    this.#lease = new Lease(hold, scope, takenOver);
  }

  /**
   * Keeps the answer for 24 hours. Throws `idempotency_conflict` when the claim was lost, and
   * `session_store_unavailable`; the key is free again with the end of the call then.
   */
  async answer(answer: string): Promise<void> {
    const isKept = await twiceIfUnavailable(() =>
      this.store.answer(this.key, this.token, answer, ANSWER_TTL_MS),
    );
    if (!isKept) throw takenOver();
    this.#lease.end();
  }
}

function takenOver(): GatewayError {
  return new GatewayError(
    'idempotency_conflict',
    'The gateway lost its hold on this Idempotency-Key while the chat ran. Repeat the request.',
    { retryAfterMs: 1_000 },
  );
}
