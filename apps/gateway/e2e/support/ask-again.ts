import { setTimeout as sleep } from 'node:timers/promises';

/** What a client saw who asked again and again. */
export interface Asked {
  readonly failures: unknown[];
  requests: number;
  /** How long the slowest answer took. */
  longestMs: number;
}

/** One client that pauses for a tenth of a second, so that its connection is never idle for long. */
export async function askAgain(ask: () => Promise<void>, durationMs: number): Promise<Asked> {
  const asked: Asked = { failures: [], requests: 0, longestMs: 0 };
  const end = performance.now() + durationMs;
  while (performance.now() < end) {
    const startedAt = performance.now();
    await ask().catch((error: unknown) => asked.failures.push(error));
    asked.requests += 1;
    asked.longestMs = Math.max(asked.longestMs, performance.now() - startedAt);
    await sleep(100);
  }
  return asked;
}
