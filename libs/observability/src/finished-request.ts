import type { CallRecord } from 'llm-gateway/contracts';

/**
 * A request whose response is over. It holds no part of the request itself, so that nothing of that
 * outlives it while the journal waits.
 */
export interface FinishedRequest {
  readonly requestId: string | undefined;
  readonly method: string;
  readonly path: string;
  /** The route's pattern, which is out of our own code; `unmatched` for a path that has none. */
  readonly route: string;
  readonly status: number;
  /** From the first middleware to the response's last byte, in milliseconds. */
  readonly ms: number;
  /** From the first middleware to the first part of the answer, in milliseconds. */
  readonly firstPartMs: number | undefined;
  /** Undefined for a request that failed before the first middleware. */
  readonly record: CallRecord | undefined;
}
