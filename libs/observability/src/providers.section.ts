import { Injectable } from '@nestjs/common';
import { HealthSection, type HealthReporter } from 'llm-gateway/contracts';
import { ProviderTraffic, type ProviderOutcomes } from './provider-traffic.js';
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
    return Object.fromEntries(
      [...this.traffic.outcomes].map(([provider, outcomes]) => [provider, encode(outcomes)]),
    );
  }
}

function encode({ requests, errors, lastSuccessAt, lastError }: ProviderOutcomes): object {
  const last_success_at = lastSuccessAt === undefined ? null : toText(lastSuccessAt);
  const last_error = lastError ? { code: lastError.code, at: toText(lastError.at) } : null;
  return { requests, errors, last_success_at, last_error };
}

function toText(time: number): string {
  return new Date(time).toISOString();
}
