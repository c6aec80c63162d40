import { setTimeout as sleep } from 'node:timers/promises';
import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { HealthIndicatorService } from '@nestjs/terminus';
import type { CheckState, ReadinessChecks } from 'llm-gateway/contracts';
import { HEALTH_OPTIONS, type HealthModuleOptions } from '../health.module-definition.js';
import type { ProbeRecord } from './probe-record.js';
import { ProbeSources } from './probe-sources.js';
import { WatchedProbe } from './watched-probe.js';

const INTERVAL_MS = 2_000;
const TIMEOUT_MS = 1_000;
/** How long the start waits for the first results, so that a replica with all it needs begins ready. */
const START_MS = 500;

export interface Check extends CheckState {
  readonly record: ProbeRecord;
}

/**
 * Runs all probes in the background, however often anybody asks how they are. A result is known when
 * its check ends, not when the slowest of its round does.
 */
@Injectable()
export class ProbeMonitor
  implements ReadinessChecks, OnApplicationBootstrap, BeforeApplicationShutdown
{
  readonly #logger = new Logger('Health');
  readonly #intervalMs: number;
  readonly #timeoutMs: number;
  readonly #required: ReadonlySet<string> | undefined;
  readonly #watched = new Map<string, WatchedProbe>();
  #timer: NodeJS.Timeout | undefined;
  #revision = 0;
  #isOver = false;

  constructor(
    @Inject(HEALTH_OPTIONS) options: HealthModuleOptions,
    private readonly sources: ProbeSources,
    private readonly indicators: HealthIndicatorService,
  ) {
    const { probeIntervalMs, probeTimeoutMs, readyRequires } = options;
    this.#intervalMs = probeIntervalMs ?? INTERVAL_MS;
    this.#timeoutMs = probeTimeoutMs ?? TIMEOUT_MS;
    this.#required = readyRequires && new Set(readyRequires);
  }

  async onApplicationBootstrap(): Promise<void> {
    this.sources.discover();
    const first = this.#round();
    this.#warnOfUnknown();
    if (this.sources.isEmpty) return;
    this.#timer = setInterval(() => void this.#round(), this.#intervalMs).unref();
    await Promise.race([first, sleep(START_MS, undefined, { ref: false })]);
  }

  beforeApplicationShutdown(): void {
    // From here on stores and services are let go, which is no news.
    this.#isOver = true;
    clearInterval(this.#timer);
  }

  /** Grows when a check comes, goes, or changes between up and down. */
  get revision(): number {
    return this.#revision;
  }

  get states(): readonly Check[] {
    return [...this.#watched.values()].map(({ probe: { name, required }, record }) => ({
      name,
      isRequired: this.#required?.has(name) ?? required,
      isUp: record.isUp === true,
      record,
    }));
  }

  async #round(): Promise<void> {
    this.#follow();
    await Promise.all([...this.#watched.values()].map((watched) => this.#check(watched)));
  }

  /** Keeps what is known of the probes that are still there. */
  #follow(): void {
    const probes = new Map(this.sources.probes().map((probe) => [probe.name, probe]));
    for (const name of this.#watched.keys())
      if (!probes.has(name)) {
        this.#watched.delete(name);
        this.#revision += 1;
      }
    for (const [name, probe] of probes) {
      const known = this.#watched.get(name);
      if (known) {
        known.probe = probe;
        continue;
      }
      this.#watched.set(name, new WatchedProbe(probe));
      this.#revision += 1;
    }
  }

  async #check(watched: WatchedProbe): Promise<void> {
    const { record, probe } = watched;
    const wasUp = record.isUp;
    const result = await watched.check(this.indicators, this.#timeoutMs);
    if (!result || this.#isOver || !record.add(result)) return;
    this.#revision += 1;
    if (result.error !== undefined)
      this.#logger.warn(`Check '${probe.name}' is down: ${result.error}`);
    else if (wasUp === false) this.#logger.log(`Check '${probe.name}' is up again.`);
  }

  #warnOfUnknown(): void {
    const unknown = [...(this.#required ?? [])].filter((name) => !this.#watched.has(name));
    if (unknown.length === 0) return;
    const known = [...this.#watched.keys()].join(', ');
    this.#logger.warn(
      `LLM_GATEWAY_READY_REQUIRES names ${unknown.join(', ')}, and there is no such check yet. There are: ${known}.`,
    );
  }
}
