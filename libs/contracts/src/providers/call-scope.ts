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
  /** Answered from an idempotency key: no provider was called, and no tokens were spent. */
  replayed?: boolean;
  /** Stable error code when the call failed, before or after its first part. */
  errorCode?: string;
}

/**
 * The life of one call: from the client's request until the answer's last byte. Its signal runs
 * from the client's socket to the upstream; whoever starts a timer or takes a lease for the call
 * registers the clean-up with `onEnd`.
 */
export class CallScope {
  // Let go of at the end: a connection keeps its last request, and that would keep all of the call.
  #cleanUps: (() => void)[] = [];
  #abortListeners: ((reason: Error) => void)[] = [];
  #controller: AbortController | undefined;
  #abortReason: Error | undefined;
  #ended = false;

  /** Request fields (by their wire name) that were left out of the upstream request, never in silence. */
  readonly ignoredParameters = new Set<string>();
  /** Messages that a session put before the client's own. */
  historyMessages?: number;
  /** Messages of the session that were left out, since all of them would have been too long. */
  historyDropped?: number;
  /** The gateway's own headers of the first answer, when this call only repeats it. */
  replayedHeaders?: Readonly<Record<string, string>>;
  readonly record: CallRecord = { attempts: 0, finishReasons: [] };
  /** `performance.now()` at the start. */
  readonly startedAt = performance.now();

  /** Aborted with a `GatewayError` as its reason. Made on first use: most calls end without one. */
  get signal(): AbortSignal {
    if (!this.#controller) {
      this.#controller = new AbortController();
      if (this.#abortReason) this.#controller.abort(this.#abortReason);
    }
    return this.#controller.signal;
  }

  /** Why the call was aborted; undefined while it may go on. */
  get abortReason(): Error | undefined {
    return this.#abortReason;
  }

  /** Ends all work for the call: the client left, or a deadline passed. */
  abort(reason: Error): void {
    if (this.#ended || this.#abortReason) return;
    this.#abortReason = reason;
    const listeners = this.#abortListeners;
    this.#abortListeners = [];
    for (const listener of listeners) listener(reason);
    this.#controller?.abort(reason);
  }

  /** The same as listening to `signal`, at a fraction of its cost. Returns how to stop listening. */
  onAbort(listener: (reason: Error) => void): () => void {
    this.#abortListeners.push(listener);
    return () => {
      const index = this.#abortListeners.indexOf(listener);
      if (index >= 0) this.#abortListeners.splice(index, 1);
    };
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
    const cleanUps = this.#cleanUps;
    this.#cleanUps = [];
    this.#abortListeners = [];
    for (const cleanUp of cleanUps) cleanUp();
  }
}
