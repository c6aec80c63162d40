import {
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';

const BEAT_MS = 200;
const WINDOW_MS = 5_000;

/** Measures how late a timer comes, which is how long anything else has to wait for the event loop. */
@Injectable()
export class EventLoopWatch implements OnApplicationBootstrap, BeforeApplicationShutdown {
  #timer: NodeJS.Timeout | undefined;
  #beatAt = 0;
  #windowBeganAt = 0;
  #longestMs = 0;
  #longestBeforeMs = 0;

  onApplicationBootstrap(): void {
    this.#beatAt = this.#windowBeganAt = performance.now();
    this.#timer = setInterval(() => this.#beat(), BEAT_MS).unref();
  }

  beforeApplicationShutdown(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  /** The longest delay of the last 5 to 10 seconds, in milliseconds, one that still goes on included. */
  get longestDelayMs(): number {
    const current = this.#timer ? this.#lateness(performance.now()) : 0;
    return Math.max(this.#longestMs, this.#longestBeforeMs, current);
  }

  #beat(): void {
    const now = performance.now();
    const late = this.#lateness(now);
    this.#beatAt = now;
    if (now - this.#windowBeganAt >= WINDOW_MS) {
      this.#longestBeforeMs = this.#longestMs;
      this.#longestMs = 0;
      this.#windowBeganAt = now;
    }
    this.#longestMs = Math.max(this.#longestMs, late);
  }

  #lateness(now: number): number {
    return Math.max(0, now - this.#beatAt - BEAT_MS);
  }
}
