import type { PeerAnswers } from 'llm-gateway/contracts';

/** A question to all workers that waits for their answers. */
export class PendingQuestion {
  readonly answers: Promise<PeerAnswers>;
  readonly #received: unknown[] = [];
  #expected: number | undefined;
  #settle!: () => void;

  constructor(withinMs: number) {
    this.answers = new Promise((resolve) => {
      this.#settle = () => {
        clearTimeout(timer);
        const missing = Math.max(0, (this.#expected ?? 0) - this.#received.length);
        resolve({ answers: this.#received, missing });
      };
      const timer = setTimeout(this.#settle, withinMs);
    });
  }

  expect(count: number): void {
    this.#expected = count;
    this.#look();
  }

  add(answer: unknown): void {
    this.#received.push(answer);
    this.#look();
  }

  #look(): void {
    if (this.#received.length === this.#expected) this.#settle();
  }
}
