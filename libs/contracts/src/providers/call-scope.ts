import type { Usage } from '../chat/usage.js';

/** What became of a call; read once by logs and metrics when it is over. */
export interface CallRecord {
  provider?: string;
  model?: string;
  stream?: boolean;
  /** Upstream requests made, the first included. */
  attempts: number;
  /** `performance.now()` when the first good part or the whole answer was there. */
  firstPartAt?: number;
  usage?: Usage;
  finishReasons: string[];
  /** Stable error code when the call failed, before or after its first part. */
  errorCode?: string;
}

/**
 * The life of one call: from the client's request until the answer's last byte. Its signal runs
 * from the client's socket to the upstream; whoever starts a timer or takes a lease for the call
 * registers the clean-up with `onEnd`.
 */
export class CallScope {
  readonly #controller = new AbortController();
  readonly #cleanUps: (() => void)[] = [];
  #ended = false;

  /** Request fields (by their wire name) that were left out of the upstream request, never in silence. */
  readonly ignoredParameters = new Set<string>();
  readonly record: CallRecord = { attempts: 0, finishReasons: [] };
  /** `performance.now()` at the start. */
  readonly startedAt = performance.now();

  /** Aborted with a `GatewayError` as its reason. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Ends all work for the call: the client left, or a deadline passed. */
  abort(reason: Error): void {
    if (!this.#ended) this.#controller.abort(reason);
  }

  /** Runs when the call is over, however it ended; at once if it already is. */
  onEnd(cleanUp: () => void): void {
    if (this.#ended) cleanUp();
    else this.#cleanUps.push(cleanUp);
  }

  /** Called once by the owner of the call; further calls do nothing. */
  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    for (const cleanUp of this.#cleanUps) cleanUp();
  }
}
