import { Injectable } from '@nestjs/common';
import { ToolFailure } from '../tool-failure.js';
import { ServiceBreaker, type CallVerdict } from './service-breaker.js';

/** A service that failed so often in a row is left alone for a while. */
const OUTAGES = 5;
const REST_MS = 10_000;

/** A circuit breaker for each service: a dead one costs its timeout a few times, not each time. */
@Injectable()
export class ServiceBreakers {
  readonly #breakers = new Map<string, ServiceBreaker>();

  /** Throws `circuit_open` at once, without running the work, while the service rests. */
  async around<Result>(service: string, work: () => Promise<Result>): Promise<Result> {
    const end = this.#breakerOf(service).tryBegin();
    if (!end)
      throw new ToolFailure(
        'circuit_open',
        `${service} failed ${OUTAGES} times in a row and is left alone for ${REST_MS / 1_000} s. Try again later, or answer without it.`,
      );
    let verdict: CallVerdict = 'answered';
    try {
      return await work();
    } catch (error) {
      verdict = error instanceof ToolFailure ? error.verdict : 'unknown';
      throw error;
    } finally {
      end(verdict);
    }
  }

  isAvailable(service: string): boolean {
    return this.#breakers.get(service)?.isResting !== true;
  }

  /** Of each service that was called. */
  get states(): Readonly<Record<string, ServiceBreaker['state']>> {
    return Object.fromEntries([...this.#breakers].map(([service, { state }]) => [service, state]));
  }

  #breakerOf(service: string): ServiceBreaker {
    const known = this.#breakers.get(service);
    if (known) return known;
    const breaker = new ServiceBreaker(OUTAGES, REST_MS);
    this.#breakers.set(service, breaker);
    return breaker;
  }
}
