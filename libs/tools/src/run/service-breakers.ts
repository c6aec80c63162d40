import { Injectable } from '@nestjs/common';
import {
  BrokenCircuitError,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhen,
  type CircuitBreakerPolicy,
} from 'cockatiel';
import { ToolFailure } from '../tool-failure.js';

/** A service that failed so often in a row is left alone for a while. */
const FAILURES = 5;
const REST_MS = 10_000;

/** A circuit breaker for each service: a dead one costs its timeout a few times, not each time. */
@Injectable()
export class ServiceBreakers {
  readonly #breakers = new Map<string, CircuitBreakerPolicy>();

  /** Throws `circuit_open` without running the work while the service rests. */
  async around<Result>(service: string, work: () => Promise<Result>): Promise<Result> {
    try {
      return await this.#breakerOf(service).execute(work);
    } catch (error) {
      if (!(error instanceof BrokenCircuitError)) throw error;
      throw new ToolFailure(
        'circuit_open',
        `${service} failed ${FAILURES} times in a row and is left alone for ${REST_MS / 1_000} s. Try again later, or answer without it.`,
      );
    }
  }

  isAvailable(service: string): boolean {
    return this.#breakers.get(service)?.state !== CircuitState.Open;
  }

  #breakerOf(service: string): CircuitBreakerPolicy {
    const known = this.#breakers.get(service);
    if (known) return known;
    const breaker = circuitBreaker(
      handleWhen((error) => error instanceof ToolFailure && error.isOutage),
      { halfOpenAfter: REST_MS, breaker: new ConsecutiveBreaker(FAILURES) },
    );
    this.#breakers.set(service, breaker);
    return breaker;
  }
}
