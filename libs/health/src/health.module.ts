import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { HealthIndicatorService } from '@nestjs/terminus';
import { ReadinessChecks } from 'llm-gateway/contracts';
import { HealthController } from './health.controller.js';
import { ConfigurableHealthModule } from './health.module-definition.js';
import { EventLoopWatch } from './liveness/event-loop-watch.js';
import { LivenessService } from './liveness/liveness.service.js';
import { MemoryWatch } from './liveness/memory-watch.js';
import { ProbeMonitor } from './readiness/probe-monitor.js';
import { ProbeSources } from './readiness/probe-sources.js';
import { ReadinessService } from './readiness/readiness.service.js';
import { HealthSections } from './sections/health-sections.js';
import { ProcessSection } from './sections/process.section.js';
import { ShutdownState } from './shutdown-state.js';

/**
 * Probes for Kubernetes, and an answer for people. Checks and sections of any module of the
 * application join by discovery. Terminus runs the checks; its module would add indicators for a
 * dozen databases and a shutdown of its own. Global, so that metrics find the checks.
 */
@Global()
@Module({
  imports: [DiscoveryModule],
  controllers: [HealthController],
  providers: [
    HealthIndicatorService,
    EventLoopWatch,
    MemoryWatch,
    LivenessService,
    ProbeSources,
    ProbeMonitor,
    { provide: ReadinessChecks, useExisting: ProbeMonitor },
    ReadinessService,
    HealthSections,
    ProcessSection,
    ShutdownState,
  ],
  exports: [ReadinessChecks, ShutdownState],
})
export class HealthModule extends ConfigurableHealthModule {}
