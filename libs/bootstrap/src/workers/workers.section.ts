import { HealthSection, type HealthReporter } from 'llm-gateway/contracts';
import { PrimaryLink } from './primary-link.js';
import type { WorkerCounts } from './worker-messages.js';

/** How many workers there are, for `GET /health/detailed`. */
@HealthSection({ name: 'workers' })
export class WorkersSection implements HealthReporter {
  constructor(private readonly link: PrimaryLink) {}

  report(): WorkerCounts {
    return this.link.counts;
  }
}
