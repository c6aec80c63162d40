import { Inject, Injectable } from '@nestjs/common';
import type { HealthAnswer } from '../health-answer.js';
import { HEALTH_OPTIONS, type HealthModuleOptions } from '../health.module-definition.js';
import { HealthSections } from '../sections/health-sections.js';
import { ShutdownState } from '../shutdown-state.js';
import { ProbeMonitor, type Check } from './probe-monitor.js';

type ReadinessStatus = 'ready' | 'degraded' | 'not_ready';

/** Whether the process should get traffic, out of what the last checks found. */
@Injectable()
export class ReadinessService {
  readonly #version: string;
  #cached: (HealthAnswer & { readonly key: string }) | undefined;

  constructor(
    @Inject(HEALTH_OPTIONS) { version }: HealthModuleOptions,
    private readonly monitor: ProbeMonitor,
    private readonly shutdown: ShutdownState,
    private readonly sections: HealthSections,
  ) {
    this.#version = version;
  }

  /** Made when something changed, not when somebody asks. */
  answer(): HealthAnswer {
    const key = `${this.monitor.revision}${this.shutdown.hasBegun}`;
    if (this.#cached?.key !== key) this.#cached = { key, ...this.#encode(this.#summary()) };
    return this.#cached;
  }

  verboseAnswer(): HealthAnswer {
    return this.#encode({ ...this.#verbose(), ...this.sections.brief() });
  }

  /** For people, who read the status in it: always 200. */
  detailedAnswer(): HealthAnswer {
    const body = { ...this.#verbose(), ...this.sections.all() };
    return { status: 200, json: JSON.stringify(body) };
  }

  #summary() {
    const checks = this.monitor.states;
    const draining = this.shutdown.hasBegun;
    return {
      status: draining ? 'not_ready' : statusOf(checks),
      version: this.#version,
      ...(draining && { draining }),
      checks: Object.fromEntries(checks.map(({ name, isUp }) => [name, isUp])),
    };
  }

  #verbose() {
    const details = this.monitor.states.map((check) => [check.name, detailsOf(check)]);
    return { ...this.#summary(), details: Object.fromEntries(details) as object };
  }

  #encode(body: { readonly status: string }): HealthAnswer {
    return { status: body.status === 'not_ready' ? 503 : 200, json: JSON.stringify(body) };
  }
}

/** A check that has no result yet is not known to be well. */
function statusOf(checks: readonly Check[]): ReadinessStatus {
  const down = checks.filter(({ isUp }) => !isUp);
  if (down.some(({ isRequired }) => isRequired)) return 'not_ready';
  return down.length > 0 ? 'degraded' : 'ready';
}

function detailsOf({ isRequired, record }: Check): object {
  const { since, latencyMs = null, lastFailure = null } = record;
  return { required: isRequired, since, latency_ms: latencyMs, last_error: lastFailure };
}
