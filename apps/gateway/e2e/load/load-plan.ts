/** What the load process is to do. Times are in milliseconds. */
export interface LoadPlan {
  /** Ways into the cluster; clients take turns. */
  readonly urls: readonly string[];
  /** Clients that send a short chat now and then. */
  readonly plainClients: number;
  readonly plainPauseMs: number;
  /** Streams at every moment. */
  readonly streams: number;
  readonly streamParts: number;
  readonly streamPartMs: number;
  /** Conversations with a tool in each turn. */
  readonly sessions: number;
  readonly turnPauseMs: number;
}

/** From the parent to the load process. */
export type LoadOrder =
  /** What ends from now on is counted under this name. */
  | { readonly type: 'phase'; readonly name: string }
  /** Runs what has begun to its end, checks the sessions, reports, and exits. */
  | { readonly type: 'stop' };
