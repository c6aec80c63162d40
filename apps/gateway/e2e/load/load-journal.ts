import type { ChatClient } from './chat-client.js';
import { ChatFailure } from './chat-failure.js';
import type { LoadFailure, LoadKind, LoadTally } from './load-report.js';

/** Who asks, and by which way. */
export interface Asker {
  readonly client: ChatClient;
  readonly url: string;
}

/** Keeps what clients saw, by kind and by the phase in which they saw the end of it. */
export class LoadJournal {
  phase = 'start';
  readonly failures: LoadFailure[] = [];
  readonly #latencies = new Map<string, number[]>();

  /** @param check throws when the answer is not the right one */
  async record<Answer>(
    kind: LoadKind,
    { client, url }: Asker,
    ask: () => Promise<Answer>,
    check: (answer: Answer) => void,
  ): Promise<Answer | undefined> {
    const startedAt = Date.now();
    const start = performance.now();
    try {
      const answer = await ask();
      const took = performance.now() - start;
      check(answer);
      this.#latenciesOf(kind, this.phase).push(took);
      return answer;
    } catch (error) {
      const { what, retryAfter } =
        error instanceof ChatFailure ? error : new ChatFailure(String(error));
      const endedAt = Date.now();
      const seen = { kind, phase: this.phase, startedAt, endedAt, what, retryAfter };
      this.failures.push({ ...seen, client: client.name, url });
      return undefined;
    }
  }

  get tallies(): readonly LoadTally[] {
    const keys = new Set([
      ...this.#latencies.keys(),
      ...this.failures.map(({ kind, phase }) => `${kind} ${phase}`),
    ]);
    return [...keys].map((key) => this.#tallyOf(key));
  }

  #tallyOf(key: string): LoadTally {
    const [kind, phase] = key.split(' ') as [LoadKind, string];
    const sorted = this.#latenciesOf(kind, phase).toSorted((one, other) => one - other);
    const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
    return {
      kind,
      phase,
      succeeded: sorted.length,
      failed: this.failures.filter((failure) => failure.kind === kind && failure.phase === phase)
        .length,
      p50: at(0.5),
      p99: at(0.99),
      longest: sorted.at(-1) ?? Number.NaN,
    };
  }

  #latenciesOf(kind: LoadKind, phase: string): number[] {
    const key = `${kind} ${phase}`;
    const latencies = this.#latencies.get(key) ?? [];
    this.#latencies.set(key, latencies);
    return latencies;
  }
}
