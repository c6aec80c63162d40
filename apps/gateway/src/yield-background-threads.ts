import { readFileSync, readdirSync } from 'node:fs';
import { setPriority } from 'node:os';

const THREADS = '/proc/self/task';
const V8_THREAD = /V8Worker/;
/** Enough to come second; with less of the processor the heap grows faster than it is collected. */
export const BACKGROUND_PRIORITY = 5;

/**
 * Puts the threads on which V8 compiles and collects garbage behind the event loop. In a container with
 * one core they would take it for 20 ms at a time, and every request that comes meanwhile would wait.
 * Linux only: elsewhere a thread has no priority of its own.
 */
export function yieldBackgroundThreads(): void {
  if (process.platform !== 'linux') return;
  try {
    for (const thread of readdirSync(THREADS))
      if (V8_THREAD.test(readFileSync(`${THREADS}/${thread}/comm`, 'utf8')))
        setPriority(Number(thread), BACKGROUND_PRIORITY);
  } catch {
    // A sandbox without /proc: slower under load, but sound.
  }
}
