import type { CallScope } from 'llm-gateway/contracts';

/** A replica that dies frees what it holds after this time. */
export const LEASE_MS = 15_000;
const RENEW_MS = LEASE_MS / 3;

/** How a store prolongs and ends one hold. */
export interface Hold {
  /** False when somebody else may have it by now. */
  renew(leaseMs: number): Promise<boolean>;
  release(): Promise<void>;
}

/** A call's hold on something in a store: renewed while it lasts, and let go with the call's scope. */
export class Lease {
  readonly #renewal: NodeJS.Timeout;
  #ended = false;

  /** @param whenLost why the call is aborted when the hold is lost before it ends */
  constructor(
    private readonly hold: Hold,
    private readonly scope: CallScope,
    private readonly whenLost: () => Error,
  ) {
    this.#renewal = setInterval(() => void this.#renew(), RENEW_MS).unref();
    scope.onEnd(() => void this.release());
  }

  /** Stops renewing; for a step that lets go by itself. False when it had ended before. */
  end(): boolean {
    if (this.#ended) return false;
    this.#ended = true;
    clearInterval(this.#renewal);
    return true;
  }

  /** Lets go, unless it has ended before. */
  async release(): Promise<void> {
    // The lease runs out by itself where the store is away.
    if (this.end()) await this.hold.release().catch(() => {});
  }

  async #renew(): Promise<void> {
    try {
      const held = await this.hold.renew(LEASE_MS);
      // An answer that cannot be stored any more need not be paid for.
      if (!held && !this.#ended) this.scope.abort(this.whenLost());
    } catch {
      // The store may be back before the lease is over; the end tells.
    }
  }
}
