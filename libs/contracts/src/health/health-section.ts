import { DiscoveryService } from '@nestjs/core';

/** A class marked `@HealthSection()`: what a module tells of itself in `GET /health/detailed`. */
export interface HealthReporter {
  /** Plain JSON in snake_case, out of memory, without secrets: nothing is asked for it. */
  report(): unknown;
}

/** Marks a `HealthReporter`; the name is its key in the answer. Two of one name fail at boot. */
export const HealthSection = DiscoveryService.createDecorator<{ readonly name: string }>();
