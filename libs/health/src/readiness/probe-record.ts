/** So many results in a row that contradict what is known make it change. */
const RESULTS_TO_CHANGE = 2;

export interface ProbeFailure {
  readonly message: string;
  readonly at: Date;
}

export interface ProbeResult {
  /** Why the check failed; absent when it succeeded. */
  readonly error?: string;
  readonly latencyMs?: number;
}

/** What is known of one thing outside: one bad result does not make it down, nor one good one up. */
export class ProbeRecord {
  #isUp: boolean | undefined;
  #since = new Date();
  #contradictions = 0;
  #latencyMs: number | undefined;
  #lastFailure: ProbeFailure | undefined;

  /** Undefined before the first result, which counts at once. */
  get isUp(): boolean | undefined {
    return this.#isUp;
  }

  /** When it became what it is now. */
  get since(): Date {
    return this.#since;
  }

  /** Of the last check that ended, in milliseconds. */
  get latencyMs(): number | undefined {
    return this.#latencyMs;
  }

  get lastFailure(): ProbeFailure | undefined {
    return this.#lastFailure;
  }

  /** True when this result changed `isUp`. */
  add({ error, latencyMs }: ProbeResult): boolean {
    const isUp = error === undefined;
    if (latencyMs !== undefined) this.#latencyMs = latencyMs;
    if (error !== undefined) this.#lastFailure = { message: error, at: new Date() };
    this.#contradictions = isUp === this.#isUp ? 0 : this.#contradictions + 1;
    if (this.#contradictions === 0) return false;
    if (this.#isUp !== undefined && this.#contradictions < RESULTS_TO_CHANGE) return false;
    this.#isUp = isUp;
    this.#since = new Date();
    this.#contradictions = 0;
    return true;
  }
}
