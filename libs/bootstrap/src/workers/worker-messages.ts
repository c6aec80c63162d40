import type { DrainOptions } from '../shutdown/drainable.js';

/** How many workers there should be, and how many serve. */
export interface WorkerCounts {
  readonly wanted: number;
  readonly running: number;
}

/** Marks our messages among those of node:cluster. */
const SENDER = 'llm-gateway';

/** What the primary process tells a worker. */
export type ToWorker =
  | { readonly type: 'drain'; readonly options: DrainOptions }
  | { readonly type: 'counts'; readonly counts: WorkerCounts }
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
  | { readonly type: 'alive' }
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
