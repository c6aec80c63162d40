export type LoadKind = 'plain' | 'stream' | 'turn';

/** A request that did not get its whole, right answer. */
export interface LoadFailure {
  readonly kind: LoadKind;
  readonly phase: string;
  /** `openai` is the official SDK. */
  readonly client: 'openai' | 'fetch';
  /** `service` is the ClusterIP, `proxy` an nginx before it. */
  readonly url: string;
  /** Milliseconds of the epoch. */
  readonly startedAt: number;
  readonly endedAt: number;
  /** `503 session_store_unavailable`, `connection closed`, `stream cut`. */
  readonly what: string;
  readonly retryAfter: string | undefined;
}

/** What one kind of client saw in one phase. */
export interface LoadTally {
  readonly kind: LoadKind;
  readonly phase: string;
  readonly succeeded: number;
  readonly failed: number;
  /** Milliseconds of whole answers. */
  readonly p50: number;
  readonly p99: number;
  readonly longest: number;
}

export interface LoadReport {
  readonly tallies: readonly LoadTally[];
  readonly failures: readonly LoadFailure[];
  /** Turns that histories were checked for. */
  readonly turns: number;
  /** Turns lost, doubled or half, in words. */
  readonly wrongTurns: readonly string[];
}
