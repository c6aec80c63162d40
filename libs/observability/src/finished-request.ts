import type { RequestContext } from 'llm-gateway/contracts';

/** A request whose response is over. */
export interface FinishedRequest {
  readonly method: string;
  readonly path: string;
  /** The route's pattern, which is out of our own code; `unmatched` for a path that has none. */
  readonly route: string;
  readonly status: number;
  /** From the first middleware to the response's last byte, in milliseconds. */
  readonly ms: number;
  readonly context: RequestContext | undefined;
}
