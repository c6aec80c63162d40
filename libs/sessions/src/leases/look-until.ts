import { setTimeout as sleep } from 'node:timers/promises';
import type { CallScope } from 'llm-gateway/contracts';

/** Between two looks at what another process holds, in milliseconds. */
export const SHORTEST_PAUSE_MS = 5;
const LONGEST_PAUSE_MS = 100;
const PAUSE_GROWTH = 1.5;

/** The longer nothing moves, the more seldom one looks. */
export function longerPauseMs(pauseMs: number): number {
  return Math.min(pauseMs * PAUSE_GROWTH, LONGEST_PAUSE_MS);
}

/**
 * Looks until something is found; a number says after how many milliseconds to look again. Undefined
 * when the deadline (of `performance.now()`) would pass before that. Throws the reason of an aborted
 * scope.
 */
export async function lookUntil<Found extends object>(
  look: () => Promise<Found | number>,
  deadline: number,
  scope: CallScope,
): Promise<Found | undefined> {
  for (;;) {
    if (scope.abortReason) throw scope.abortReason;
    const found = await look();
    if (typeof found !== 'number') return found;
    if (performance.now() + found > deadline) return undefined;
    await sleep(found, undefined, { signal: scope.signal }).catch(() => {});
  }
}
