import { DiscoveryService } from '@nestjs/core';

/** A class marked `@HealthSection()`: what a module tells of itself in `GET /health/detailed`. */
export interface HealthReporter {
  /** Plain JSON in snake_case, out of memory, without secrets: nothing is asked for it. */
  report(): unknown;
}

export interface HealthSectionOptions {
  /** Its key in the answer. Two of one name fail at boot. */
  readonly name: string;
  /** True leaves it out of `GET /health/ready?verbose`. */
  readonly detailedOnly?: boolean;
}

/** Marks a `HealthReporter`. The health module finds it wherever it is provided. */
export const HealthSection = DiscoveryService.createDecorator<HealthSectionOptions>();
