import { Injectable, Optional, type OnModuleInit } from '@nestjs/common';
import { ReadinessChecks } from 'llm-gateway/contracts';
import { Gauge } from 'prom-client';
import { RequestMetrics } from './request-metrics.js';

/** The checks of `GET /health/ready`, for Prometheus. */
@Injectable()
export class CheckMetrics implements OnModuleInit {
  constructor(
    private readonly metrics: RequestMetrics,
    @Optional() private readonly checks?: ReadinessChecks,
  ) {}

  onModuleInit(): void {
    const { checks } = this;
    if (!checks) return;
    const up = new Gauge({
      name: 'llm_gateway_check_up',
      help: 'Checks of readiness: 1 is up. Without a required one the replica gets no traffic.',
      labelNames: ['check', 'required'],
      registers: [],
      // Of several workers: down when one of them finds it down.
      aggregator: 'min',
      collect() {
        this.reset();
        for (const { name, isRequired, isUp } of checks.states)
          this.set({ check: name, required: String(isRequired) }, isUp ? 1 : 0);
      },
    });
    this.metrics.registry.registerMetric(up);
  }
}
