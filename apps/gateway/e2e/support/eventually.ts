import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until it is true; throws after so many milliseconds. Resolves with the time that it took. */
export async function eventually(
  isTrue: () => boolean,
  what: string,
  withinMs = 2_000,
): Promise<number> {
  const startedAt = performance.now();
  while (!isTrue()) {
    if (performance.now() - startedAt > withinMs)
      throw new Error(`Not within ${withinMs} ms: ${what}.`);
    await sleep(2);
  }
  return performance.now() - startedAt;
}
