import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 2;
/** The most that one poll counts for: a machine that is busy elsewhere is not what is measured. */
const LONGEST_POLL_MS = 10;

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
    await sleep(POLL_MS);
    const now = performance.now();
    elapsedMs += Math.min(now - last, LONGEST_POLL_MS);
    last = now;
  }
  return elapsedMs;
}
