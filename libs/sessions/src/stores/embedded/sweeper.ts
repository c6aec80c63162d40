import type { DatabaseSync, StatementSync } from 'node:sqlite';

const SWEEP_MS = 30_000;
/** Few enough that requests do not wait for them. */
const BATCH = 200;

/** Deletes rows whose life is over every 30 s, a batch at a time, for as long as the database is open. */
export class Sweeper {
  readonly #timer: NodeJS.Timeout;

  /** @param expired deletes at most `:limit` rows that ended before `:now` */
  constructor(
    private readonly database: DatabaseSync,
    private readonly expired: StatementSync,
  ) {
    this.#timer = setInterval(() => this.sweep(), SWEEP_MS).unref();
  }

  sweep(): void {
    if (!this.database.isOpen) return this.stop();
    try {
      const { changes } = this.expired.run({ now: Date.now(), limit: BATCH });
      if (Number(changes) === BATCH) setImmediate(() => this.sweep());
    } catch {
      // Another process locks the file: the next sweep has the rows.
    }
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
