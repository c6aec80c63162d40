import { Injectable, Optional } from '@nestjs/common';
import { WorkerPeers } from 'llm-gateway/contracts';
import { AggregatorRegistry, Gauge, Registry, type RegistryContentType } from 'prom-client';
import { RequestJournal } from './request-journal.js';
import { RequestMetrics } from './request-metrics.js';

const QUESTION = 'metrics';
/** A worker that takes longer is left out, and counted as missing. */
const ANSWER_MS = 500;

/** Measurements of all processes that serve the port, whichever of them is asked. */
@Injectable()
export class PodMetrics {
  constructor(
    private readonly metrics: RequestMetrics,
    private readonly journal: RequestJournal,
    @Optional() private readonly peers?: WorkerPeers,
  ) {
    peers?.answer(QUESTION, () => this.#ownAsJson());
  }

  get contentType(): RegistryContentType {
    return this.metrics.registry.contentType;
  }

  /** In Prometheus' text format. */
  async render(): Promise<string> {
    if (this.peers) return this.#renderSum(this.peers);
    this.journal.flush();
    return this.metrics.registry.metrics();
  }

  async #renderSum(peers: WorkerPeers): Promise<string> {
    const { answers, missing } = await peers.ask(QUESTION, ANSWER_MS);
    const counted = answers.length > 0 ? answers : [await this.#ownAsJson()];
    const sum = AggregatorRegistry.aggregate(counted as object[]);
    const workers = countWorkers({ counted: counted.length, missing });
    return `${await sum.metrics()}\n${await workers.metrics()}`;
  }

  #ownAsJson(): Promise<object[]> {
    this.journal.flush();
    return this.metrics.registry.getMetricsAsJSON();
  }
}

function countWorkers(counts: { readonly counted: number; readonly missing: number }): Registry {
  const registry = new Registry();
  const gauge = new Gauge({
    name: 'llm_gateway_metrics_workers',
    help: 'Workers whose numbers are in these sums, and those that did not answer in time.',
    labelNames: ['state'],
    registers: [registry],
  });
  for (const [state, count] of Object.entries(counts)) gauge.set({ state }, count);
  return registry;
}
