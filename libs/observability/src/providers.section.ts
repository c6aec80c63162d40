import { Injectable } from '@nestjs/common';
import { HealthSection, type HealthReporter } from 'llm-gateway/contracts';
import { ProviderTraffic } from './provider-traffic.js';
import { RequestJournal } from './request-journal.js';

/** The providers that were called so far, and how that went. */
@Injectable()
@HealthSection({ name: 'providers', detailedOnly: true })
export class ProvidersSection implements HealthReporter {
  constructor(
    private readonly traffic: ProviderTraffic,
    private readonly journal: RequestJournal,
  ) {}

  report(): unknown {
    this.journal.flush();
    return this.traffic.outcomes;
  }
}
