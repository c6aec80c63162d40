import { Injectable } from '@nestjs/common';
import type { FinishedToolCall, ToolObserver } from 'llm-gateway/contracts';
import { Histogram } from 'prom-client';
import { RequestMetrics, SECONDS } from './request-metrics.js';

/** How the calls of tools fare, for Prometheus. By service: MCP servers choose the names of their tools. */
@Injectable()
export class ToolMetrics implements ToolObserver {
  readonly #duration = new Histogram({
    name: 'llm_gateway_tool_call_duration_seconds',
    help: 'Calls of tools, by the service that they run on and their outcome.',
    labelNames: ['service', 'outcome'],
    buckets: SECONDS,
    registers: [],
  });

  constructor({ registry }: RequestMetrics) {
    registry.registerMetric(this.#duration);
  }

  observe({ service, outcome, durationMs }: FinishedToolCall): void {
    this.#duration.observe({ service, outcome }, durationMs / 1_000);
  }
}
