import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningRequests } from 'llm-gateway/http';

/** How long a client may take to send its next request on a connection that it keeps. */
const NEXT_REQUEST_MS = 1_000;

/**
 * Resolves with true when no request runs and none is to be expected, with false after so many
 * milliseconds. A stream that began before its client could be told to leave ends on a connection that
 * the client keeps, and many send their next request at once: closing the connection in that moment
 * would lose it.
 */
export async function untilQuiet(running: RunningRequests, withinMs: number): Promise<boolean> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    if (!(await running.none(deadline - performance.now()))) return false;
    const now = performance.now();
    const waitMs = Math.min(running.lastKeptAt + NEXT_REQUEST_MS, deadline) - now;
    if (waitMs <= 0) return true;
    await sleep(waitMs);
  }
}
