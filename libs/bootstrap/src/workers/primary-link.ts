import cluster from 'node:cluster';
import { WorkerPeers, type PeerAnswers } from 'llm-gateway/contracts';
import { endAfter, type Drainable } from 'llm-gateway/signals';
import { PendingQuestion } from './pending-question.js';
import {
  HEARTBEAT_MS,
  unwrap,
  wrap,
  type PodState,
  type ToPrimary,
  type ToWorker,
} from './worker-messages.js';

/**
 * A worker's side of the line to the primary process: it gives signs of life, ends when it is told to,
 * and asks the other workers.
 */
export class PrimaryLink extends WorkerPeers {
  readonly #answers = new Map<string, () => Promise<unknown>>();
  readonly #pending = new Map<number, PendingQuestion>();
  #lastId = 0;
  #drainable: Drainable | undefined;
  #pod: PodState | undefined;

  constructor() {
    super();
    process.on('message', (received) => {
      const message = unwrap<ToWorker>(received);
      if (message) void this.#receive(message);
    });
    this.#beat();
    setInterval(() => this.#beat(), HEARTBEAT_MS).unref();
  }

  /** Undefined in the first moments of this worker. */
  get pod(): PodState | undefined {
    return this.#pod;
  }

  get residentBytes(): number {
    return this.#pod?.residentBytes ?? process.memoryUsage.rss();
  }

  /** From now on there is something to be drained; before, an order to drain ends the process. */
  serve(drainable: Drainable): void {
    this.#drainable = drainable;
  }

  answer(question: string, answer: () => Promise<unknown>): void {
    this.#answers.set(question, answer);
  }

  async ask(question: string, withinMs: number): Promise<PeerAnswers> {
    const id = (this.#lastId += 1);
    const pending = new PendingQuestion(withinMs);
    this.#pending.set(id, pending);
    this.#send({ type: 'ask', id, question });
    try {
      return await pending.answers;
    } finally {
      this.#pending.delete(id);
    }
  }

  async #receive(message: ToWorker): Promise<void> {
    switch (message.type) {
      case 'drain':
        if (!this.#drainable) process.exit(0);
        return endAfter(this.#drainable.drain(message.options));
      case 'pod':
        this.#pod = message.pod;
        return;
      case 'asked':
        return this.#pending.get(message.id)?.expect(message.count);
      case 'answer':
        return this.#pending.get(message.id)?.add(message.answer);
      case 'question': {
        const { id, asker, question } = message;
        // One that does not answer is counted as missing.
        const answer = await this.#answers
          .get(question)?.()
          .catch(() => undefined);
        if (answer !== undefined) this.#send({ type: 'answer', id, asker, answer });
      }
    }
  }

  #beat(): void {
    this.#send({ type: 'alive', residentBytes: process.memoryUsage.rss() });
  }

  #send(message: ToPrimary): void {
    // The process ends with the channel; what is under way just then has nobody to go to.
    if (process.connected) process.send?.(wrap(message), undefined, undefined, () => {});
  }
}

let link: PrimaryLink | undefined;

/** The line to the primary process; undefined in a process that is none of several workers. */
export function primaryLink(): PrimaryLink | undefined {
  if (cluster.isWorker) link ??= new PrimaryLink();
  return link;
}
