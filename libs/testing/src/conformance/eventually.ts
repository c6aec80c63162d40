import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';

/** How long the end of a call may take to arrive at the vendor, in milliseconds. */
export const PROMPTLY_MS = 100;

/** Waits until the condition holds. Throws when it still does not after so many milliseconds. */
export async function eventually(
  condition: () => boolean,
  what: string,
  withinMs = PROMPTLY_MS,
): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!condition()) {
    assert.ok(performance.now() < deadline, `${what}: not within ${withinMs} ms`);
    await sleep(2);
  }
}
