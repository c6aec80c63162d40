import { Global, Module } from '@nestjs/common';
import type { DestinationStream } from 'pino';
import { ToolObserver } from 'llm-gateway/contracts';
import { AccessLogMiddleware } from './access-log.middleware.js';
import { CheckMetrics } from './check-metrics.js';
import { createLog, createLogStream } from './log.js';
import { LOG, LOG_STREAM } from './log.token.js';
import { MetricsController } from './metrics.controller.js';
import {
  ConfigurableObservabilityModule,
  OBSERVABILITY_OPTIONS,
  type ObservabilityModuleOptions,
} from './observability.module-definition.js';
import { ProviderTraffic } from './provider-traffic.js';
import { ProvidersSection } from './providers.section.js';
import { PodMetrics } from './pod-metrics.js';
import { RequestJournal } from './request-journal.js';
import { RequestMetrics } from './request-metrics.js';
import { ToolMetrics } from './tool-metrics.js';

/** Logs and metrics. `AccessLogMiddleware` goes between the request's context and its body. */
@Global()
@Module({
  controllers: [MetricsController],
  providers: [
    AccessLogMiddleware,
    RequestJournal,
    RequestMetrics,
    ProviderTraffic,
    ProvidersSection,
    PodMetrics,
    CheckMetrics,
    { provide: ToolObserver, useClass: ToolMetrics },
    { provide: LOG_STREAM, useFactory: createLogStream },
    {
      provide: LOG,
      inject: [OBSERVABILITY_OPTIONS, LOG_STREAM],
      useFactory: ({ logLevel, worker }: ObservabilityModuleOptions, stream: DestinationStream) =>
        createLog(logLevel, stream, worker),
    },
  ],
  exports: [AccessLogMiddleware, LOG, RequestMetrics, ToolObserver],
})
export class ObservabilityModule extends ConfigurableObservabilityModule {}
