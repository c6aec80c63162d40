import { randomUUID } from 'node:crypto';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { IdempotencyStore, type Claim } from '../../idempotency/idempotency-store.js';
import { atomically } from './atomically.js';
import {
  prepareIdempotencyStatements,
  type IdempotencyStatements,
} from './idempotency-statements.js';
import { orUnavailable } from './or-unavailable.js';
import { Sweeper } from './sweeper.js';

interface ClaimRow {
  readonly fingerprint: string;
  readonly answer: string | null;
  readonly expires_at: number;
}

/** Idempotency keys in the file of the embedded session store. */
export class EmbeddedIdempotencyStore extends IdempotencyStore {
  readonly #statements: IdempotencyStatements;
  readonly #sweeper: Sweeper;

  constructor(private readonly database: DatabaseSync) {
    super();
    this.#statements = prepareIdempotencyStatements(database);
    this.#sweeper = new Sweeper(database, this.#statements.sweep);
  }

  async claim(key: string, fingerprint: string, leaseMs: number): Promise<Claim> {
    return atomically(this.database, (now): Claim => {
      const found = this.#statements.find.get({ key, now }) as unknown as ClaimRow | undefined;
      if (!found) {
        const token = randomUUID();
        this.#statements.claim.run({ key, fingerprint, token, expiresAt: now + leaseMs });
        return { type: 'claimed', token };
      }
      if (found.fingerprint !== fingerprint) return { type: 'other-request' };
      if (found.answer !== null) return { type: 'answered', answer: found.answer };
      return { type: 'running', remainingMs: found.expires_at - now };
    });
  }

  async renew(key: string, token: string, leaseMs: number): Promise<boolean> {
    const now = Date.now();
    return this.#changed(this.#statements.renew, { key, token, now, leaseMs });
  }

  async answer(key: string, token: string, answer: string, ttlMs: number): Promise<boolean> {
    const now = Date.now();
    return this.#changed(this.#statements.answer, { key, token, now, answer, ttlMs });
  }

  async release(key: string, token: string): Promise<void> {
    this.#changed(this.#statements.release, { key, token });
  }

  /** Removes keys whose life is over, a batch at a time. */
  sweep(): void {
    this.#sweeper.sweep();
  }

  #changed(statement: StatementSync, parameters: Record<string, string | number>): boolean {
    return orUnavailable(() => Number(statement.run(parameters).changes) > 0);
  }
}
