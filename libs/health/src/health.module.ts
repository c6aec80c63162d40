import { Module } from '@nestjs/common';
import { HealthController } from './health.controller.js';
import { ConfigurableHealthModule } from './health.module-definition.js';

/** Probes for Kubernetes. */
@Module({ controllers: [HealthController] })
export class HealthModule extends ConfigurableHealthModule {}
