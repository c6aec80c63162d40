import { Injectable } from '@nestjs/common';
import { HealthSection, type HealthReporter } from 'llm-gateway/contracts';
import { ServiceBreakers } from './service-breakers.js';

/** The circuit breakers of the services that tools called so far. */
@Injectable()
@HealthSection({ name: 'breakers' })
export class BreakersSection implements HealthReporter {
  constructor(private readonly breakers: ServiceBreakers) {}

  report(): unknown {
    return this.breakers.states;
  }
}
