import { Inject, Injectable } from '@nestjs/common';
import type { HealthAnswer } from '../health-answer.js';
import { HEALTH_OPTIONS, type HealthModuleOptions } from '../health.module-definition.js';
import { EventLoopWatch } from './event-loop-watch.js';
import { MemoryWatch } from './memory-watch.js';

const STALL_LIMIT_MS = 5_000;

/** Whether the process should go on: of nothing outside it, since a restart would not mend that. */
@Injectable()
export class LivenessService {
  readonly #version: string;
  readonly #stallLimitMs: number;
  readonly #healthy: HealthAnswer;

  constructor(
    @Inject(HEALTH_OPTIONS) { version, stallLimitMs = STALL_LIMIT_MS }: HealthModuleOptions,
    private readonly eventLoop: EventLoopWatch,
    private readonly memory: MemoryWatch,
  ) {
    this.#version = version;
    this.#stallLimitMs = stallLimitMs;
    this.#healthy = { status: 200, json: JSON.stringify({ status: 'healthy', version }) };
  }

  answer(): HealthAnswer {
    const reason = this.#complaint();
    if (reason === undefined) return this.#healthy;
    const body = { status: 'unhealthy', version: this.#version, reason };
    return { status: 503, json: JSON.stringify(body) };
  }

  #complaint(): string | undefined {
    const delayMs = this.eventLoop.longestDelayMs;
    if (delayMs > this.#stallLimitMs)
      return `The event loop was stuck for ${Math.round(delayMs)} ms; the limit is ${this.#stallLimitMs} ms.`;
    if (this.memory.isExceeded)
      return `It takes more memory than its limit of ${this.memory.limitBytes} bytes.`;
    return undefined;
  }
}
