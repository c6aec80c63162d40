/** A worker that lived for so long has started well. */
const STEADY_MS = 10_000;
const SHORTEST_MS = 250;
const LONGEST_MS = 30_000;

/** How long to wait before a worker is replaced: not at all, unless one after the other dies young. */
export class RestartPause {
  #diedYoung = 0;

  /** @param livedMs of the worker that ended */
  next(livedMs: number): number {
    if (livedMs >= STEADY_MS) {
      this.#diedYoung = 0;
      return 0;
    }
    this.#diedYoung += 1;
    if (this.#diedYoung === 1) return 0;
    return Math.min(LONGEST_MS, SHORTEST_MS * 2 ** (this.#diedYoung - 2));
  }
}
