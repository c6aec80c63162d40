import { setTimeout as sleep } from 'node:timers/promises';

const SHORTEST_POLL_MS = 2;
const LONGEST_POLL_MS = 50;
/** The most that a poll counts for beyond its pause: a machine that is busy elsewhere is not measured. */
const GRACE_MS = 10;

/** Waits until it is true; throws after so many milliseconds. Resolves with the time that it took. */
export async function eventually(
  isTrue: () => boolean | Promise<boolean>,
  what: string,
  withinMs = 2_000,
): Promise<number> {
  let elapsedMs = 0;
  let last = performance.now();
  while (!(await isTrue())) {
    if (elapsedMs > withinMs) throw new Error(`Not within ${withinMs} ms: ${what}.`);
    const pauseMs = Math.min(Math.max(SHORTEST_POLL_MS, elapsedMs / 10), LONGEST_POLL_MS);
    await sleep(pauseMs);
    const now = performance.now();
    elapsedMs += Math.min(now - last, pauseMs + GRACE_MS);
    last = now;
  }
  return elapsedMs;
}
