/** Does one piece of work at the earliest of the times that it was asked for. */
export class EarliestTimer {
  #timer: NodeJS.Timeout | undefined;
  #dueAt = 0;
  #isOver = false;

  constructor(private readonly work: () => void) {}

  schedule(afterMs: number): void {
    const dueAt = performance.now() + afterMs;
    if (this.#isOver || (this.#timer && this.#dueAt <= dueAt)) return;
    clearTimeout(this.#timer);
    this.#dueAt = dueAt;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.work();
    }, afterMs).unref();
  }

  /** For good. */
  end(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
  }
}
