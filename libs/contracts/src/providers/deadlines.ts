/** How long the gateway waits for each step of an upstream call. All in milliseconds. */
export interface Deadlines {
  /** TCP and TLS connection. */
  readonly connectMs: number;
  /** From the sent request to the response's status line and headers. */
  readonly headersMs: number;
  /** From the call's start to its first good part (streams only); retries included. */
  readonly firstTokenMs: number;
  /** Silence between two pieces of a response body. */
  readonly idleMs: number;
  /** The whole call with all its retries. */
  readonly totalMs: number;
}

/**
 * Answers without streaming arrive in one piece after the whole generation, so headers may take as
 * long as a long answer; hung streams are noticed sooner.
 */
export const DEFAULT_DEADLINES: Deadlines = {
  connectMs: 5_000,
  headersMs: 300_000,
  firstTokenMs: 120_000,
  idleMs: 60_000,
  totalMs: 600_000,
};
