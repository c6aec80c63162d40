import { HealthSection, type HealthReporter } from 'llm-gateway/contracts';
import { PrimaryLink } from './primary-link.js';

/** How many workers there are, and what they take, for `GET /health/detailed`. */
@HealthSection({ name: 'workers', detailedOnly: true })
export class WorkersSection implements HealthReporter {
  constructor(private readonly link: PrimaryLink) {}

  report(): unknown {
    const { wanted = null, running = null } = this.link.pod ?? {};
    return { wanted, running, resident_bytes: this.link.residentBytes };
  }
}
