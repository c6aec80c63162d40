import { Module } from '@nestjs/common';
import { HealthController } from './health.controller.js';
import { ConfigurableHealthModule } from './health.module-definition.js';
import { ShutdownState } from './shutdown-state.js';

/** Probes for Kubernetes. */
@Module({
  controllers: [HealthController],
  providers: [ShutdownState],
  exports: [ShutdownState],
})
export class HealthModule extends ConfigurableHealthModule {}
