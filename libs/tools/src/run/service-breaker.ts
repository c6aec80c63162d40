/** How a call of a service ended, as far as the service's health is concerned. */
export type CallVerdict = 'answered' | 'outage' | 'unknown';

/**
 * Opens after so many outages in a row. After its rest one call at a time may try again: an answer
 * closes it, an outage begins the next rest, and an end that says nothing of the service (its caller
 * left) lets the next call try.
 */
export class ServiceBreaker {
  #outages = 0;
  #restsUntil = 0;
  #isProbing = false;

  /** @param restMs milliseconds */
  constructor(
    private readonly outages: number,
    private readonly restMs: number,
  ) {}

  /** `half-open`: its rest is over, and the next call tries the service. */
  get state(): 'closed' | 'open' | 'half-open' {
    if (this.#outages < this.outages) return 'closed';
    return this.isResting ? 'open' : 'half-open';
  }

  get isResting(): boolean {
    return this.#outages >= this.outages && performance.now() < this.#restsUntil;
  }

  /** Undefined when the call must not be made; else to be told, once, how it ended. */
  tryBegin(): ((verdict: CallVerdict) => void) | undefined {
    const isProbe = this.#outages >= this.outages;
    if (isProbe && (this.#isProbing || this.isResting)) return undefined;
    this.#isProbing = isProbe;
    return (verdict) => {
      if (isProbe) this.#isProbing = false;
      if (verdict === 'answered') this.#outages = 0;
      if (verdict === 'outage' && ++this.#outages >= this.outages)
        this.#restsUntil = performance.now() + this.restMs;
    };
  }
}
