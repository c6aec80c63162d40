import type { DrainOptions } from 'llm-gateway/signals';

/** All processes that serve the port, as the primary process sees them. */
export interface PodState {
  /** Workers that there should be. */
  readonly wanted: number;
  /** Workers that serve: not those that start or that are silent. */
  readonly running: number;
  /** Resident memory of all workers and of the primary process, in bytes. */
  readonly residentBytes: number;
}

/** Marks our messages among those of node:cluster. */
const SENDER = 'llm-gateway';

/** What the primary process tells a worker. */
export type ToWorker =
  | { readonly type: 'drain'; readonly options: DrainOptions }
  | { readonly type: 'pod'; readonly pod: PodState }
  /** A worker asks all; its own id is `asker`. */
  | {
      readonly type: 'question';
      readonly id: number;
      readonly asker: number;
      readonly question: string;
    }
  /** To the asker: so many were asked. */
  | { readonly type: 'asked'; readonly id: number; readonly count: number }
  | { readonly type: 'answer'; readonly id: number; readonly answer: unknown };

/** What a worker tells the primary process. */
export type ToPrimary =
  | { readonly type: 'alive'; readonly residentBytes: number }
  | { readonly type: 'ask'; readonly id: number; readonly question: string }
  | {
      readonly type: 'answer';
      readonly id: number;
      readonly asker: number;
      readonly answer: unknown;
    };

export function wrap(message: ToWorker | ToPrimary): object {
  return { sender: SENDER, message };
}

/** Undefined for a message of somebody else. */
export function unwrap<Message extends ToWorker | ToPrimary>(
  received: unknown,
): Message | undefined {
  const { sender, message } = (received ?? {}) as { sender?: unknown; message?: Message };
  return sender === SENDER ? message : undefined;
}

/** Between two signs of life of a worker, in milliseconds. */
export const HEARTBEAT_MS = 1_000;
