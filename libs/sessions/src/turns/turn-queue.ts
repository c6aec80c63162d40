/** Makes room for the next one; calling it again does nothing. */
export type Leave = () => void;

/**
 * The requests of this process that want the same session, first come first served: only the first of
 * them asks the store, so that waiting costs nothing and nobody is overtaken.
 */
export class TurnQueue {
  readonly #waiting = new Map<string, (() => void)[]>();

  /**
   * Resolves when it is this request's turn, with what it calls at its end. Undefined when the
   * deadline (of `performance.now()`) passed or the signal was aborted before.
   */
  async enter(id: string, deadline: number, signal: AbortSignal): Promise<Leave | undefined> {
    const queue = this.#waiting.get(id);
    if (!queue) {
      this.#waiting.set(id, []);
      return this.#leaveOnce(id);
    }
    const isNext = await new Promise<boolean>((resolve) => {
      const enter = () => settle(true);
      const giveUp = () => {
        queue.splice(queue.indexOf(enter), 1);
        settle(false);
      };
      const timer = setTimeout(giveUp, Math.max(0, deadline - performance.now()));
      const settle = (entered: boolean) => {
        clearTimeout(timer);
        signal.removeEventListener('abort', giveUp);
        resolve(entered);
      };
      queue.push(enter);
      if (signal.aborted) giveUp();
      else signal.addEventListener('abort', giveUp);
    });
    return isNext ? this.#leaveOnce(id) : undefined;
  }

  #leaveOnce(id: string): Leave {
    let left = false;
    return () => {
      if (left) return;
      left = true;
      const next = this.#waiting.get(id)?.shift();
      if (next) next();
      else this.#waiting.delete(id);
    };
  }
}
