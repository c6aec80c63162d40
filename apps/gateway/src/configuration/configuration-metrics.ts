import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ConfigurationFiles } from 'llm-gateway/configuration';
import { RequestMetrics } from 'llm-gateway/observability';
import { Counter, Gauge } from 'prom-client';

/** Which configuration is in effect, and how its edits fared, for Prometheus. */
@Injectable()
export class ConfigurationMetrics implements OnModuleInit {
  constructor(
    private readonly files: ConfigurationFiles,
    private readonly metrics: RequestMetrics,
  ) {}

  onModuleInit(): void {
    const { files } = this;
    const info = new Gauge({
      name: 'llm_gateway_config_info',
      help: 'Always 1; the label is a hash of the configuration files that are in effect.',
      labelNames: ['hash'],
      registers: [],
      // The processes of one gateway have the same files: their sum would mean nothing.
      aggregator: 'max',
      collect() {
        this.reset();
        this.set({ hash: files.hash }, 1);
      },
    });
    const reloads = new Counter({
      name: 'llm_gateway_config_reloads_total',
      help: 'Edits of the configuration files since the start, by whether they took effect.',
      labelNames: ['result'],
      registers: [],
      collect() {
        this.reset();
        for (const [result, times] of Object.entries(files.reloads)) this.inc({ result }, times);
      },
    });
    this.metrics.registry.registerMetric(info);
    this.metrics.registry.registerMetric(reloads);
  }
}
