import { Injectable } from '@nestjs/common';
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { FinishedRequest } from './finished-request.js';

/** Upper ends of the histograms' buckets. */
export const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120];

/**
 * What Prometheus reads. Labels hold only values out of our own configuration: a model name is the
 * client's choice and would let it grow the set without bound.
 */
@Injectable()
export class RequestMetrics {
  readonly registry = new Registry();

  /** Requests that are being answered now. */
  inFlight = 0;

  readonly #duration = new Histogram({
    name: 'llm_gateway_request_duration_seconds',
    help: 'From the first byte of a request to the last byte of its response.',
    labelNames: ['route', 'method', 'status', 'provider'],
    buckets: SECONDS,
    registers: [this.registry],
  });

  readonly #firstPart = new Histogram({
    name: 'llm_gateway_time_to_first_part_seconds',
    help: 'From the start of a request to the first part of its answer.',
    labelNames: ['provider'],
    buckets: SECONDS,
    registers: [this.registry],
  });

  readonly #tokens = new Counter({
    name: 'llm_gateway_tokens_total',
    help: 'Tokens as the providers counted them.',
    labelNames: ['provider', 'type'],
    registers: [this.registry],
  });

  readonly #attempts = new Counter({
    name: 'llm_gateway_upstream_attempts_total',
    help: 'Requests sent to providers, retries included.',
    labelNames: ['provider'],
    registers: [this.registry],
  });

  readonly #errors = new Counter({
    name: 'llm_gateway_errors_total',
    help: 'Requests that ended in an error, by its stable code.',
    labelNames: ['provider', 'code'],
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
    const current = () => this.inFlight;
    this.registry.registerMetric(
      new Gauge({
        name: 'llm_gateway_requests_in_flight',
        help: 'Requests that are being answered now.',
        registers: [],
        collect() {
          this.set(current());
        },
      }),
    );
  }

  observe({ route, method, status, ms, firstPartMs, record }: FinishedRequest): void {
    const provider = record?.provider ?? '';
    this.#duration.observe({ route, method, status, provider }, ms / 1_000);
    if (!record) return;
    if (record.errorCode !== undefined) this.#errors.inc({ provider, code: record.errorCode });
    if (provider === '') return;
    this.#attempts.inc({ provider }, record.attempts);
    if (firstPartMs !== undefined) this.#firstPart.observe({ provider }, firstPartMs / 1_000);
    if (!record.usage) return;
    this.#tokens.inc({ provider, type: 'input' }, record.usage.inputTokens);
    this.#tokens.inc({ provider, type: 'output' }, record.usage.outputTokens);
  }
}
