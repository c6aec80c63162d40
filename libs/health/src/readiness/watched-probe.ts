import type { HealthIndicatorService } from '@nestjs/terminus';
import type { ReadinessProbe } from 'llm-gateway/contracts';
import { ProbeRecord, type ProbeResult } from './probe-record.js';

/** A probe and what its checks found. */
export class WatchedProbe {
  readonly record = new ProbeRecord();
  #check: 'none' | 'running' | 'overdue' = 'none';

  constructor(public probe: ReadinessProbe) {}

  /**
   * Checks it once, for so many milliseconds at most, whatever the probe does with its signal. Never
   * twice at once: while an overdue check has not ended, that is the result. Undefined when there is
   * none yet.
   */
  async check(
    indicators: HealthIndicatorService,
    timeoutMs: number,
  ): Promise<ProbeResult | undefined> {
    if (this.#check === 'running') return undefined;
    if (this.#check === 'overdue') return { error: 'an earlier check has not ended yet' };
    const { name } = this.probe;
    this.#check = 'running';
    const { [name]: result } = await indicators
      .check(name)
      .attempt(({ signal }) => this.#run(signal))
      .withTimeout(timeoutMs);
    // `#run` may have ended by now, which the compiler cannot see.
    if ((this.#check as string) === 'running') this.#check = 'overdue';
    return {
      latencyMs: Number(result?.['responseTime']),
      ...(result?.status !== 'up' && { error: String(result?.['message']) }),
    };
  }

  async #run(signal: AbortSignal): Promise<void> {
    try {
      await this.probe.check(signal);
    } finally {
      this.#check = 'none';
    }
  }
}
