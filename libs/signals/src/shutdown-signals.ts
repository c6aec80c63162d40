import cluster from 'node:cluster';
import type { DrainOptions, Drainable } from './drainable.js';

/** A terminal's Ctrl-C comes several times: from the terminal, from npm and from scripts/start.mjs. */
const ONE_KEY_PRESS_MS = 500;
/** What shells make of an end by SIGINT: 128 and the signal's number. */
const EXIT_INTERRUPTED = 130;

/**
 * What signals do to this process: SIGTERM drains, with the pre-stop delay; SIGINT and SIGHUP drain
 * without it; a second SIGINT ends at once. Before it serves, each ends it at once. One of several
 * workers leaves them to its primary process, so that all drain together.
 *
 * To be made before anything else is loaded: the first process of a container is not ended by a
 * signal that it does not listen to, and would be killed when its grace period is over.
 */
export class ShutdownSignals {
  #drainable: Drainable | undefined;
  #interruptedAt: number | undefined;

  constructor() {
    listen('SIGTERM', () => this.#drain({ withDelay: true }));
    listen('SIGHUP', () => this.#drain({ withDelay: false }));
    listen('SIGINT', () => this.#interrupt());
  }

  /** From now on there is something to be drained. */
  serve(drainable: Drainable): void {
    this.#drainable = drainable;
  }

  #interrupt(): void {
    const now = performance.now();
    if (this.#interruptedAt !== undefined) {
      if (now - this.#interruptedAt > ONE_KEY_PRESS_MS) process.exit(EXIT_INTERRUPTED);
      return;
    }
    this.#interruptedAt = now;
    if (!this.#drainable) process.exit(EXIT_INTERRUPTED);
    this.#drain({ withDelay: false });
  }

  #drain(options: DrainOptions): void {
    if (!this.#drainable) process.exit(0);
    void endAfter(this.#drainable.drain(options));
  }
}

function listen(signal: NodeJS.Signals, act: () => void): void {
  process.on(signal, cluster.isWorker ? () => {} : act);
}

/** Ends the process when the drain has; with an exit code of 1 when that failed. */
export async function endAfter(drained: Promise<void>): Promise<void> {
  try {
    await drained;
    process.exit(0);
  } catch (error) {
    process.stderr.write(`${(error as Error).stack}\n`);
    process.exit(1);
  }
}
