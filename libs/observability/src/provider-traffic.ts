import { Injectable } from '@nestjs/common';
import type { ErrorCode } from 'llm-gateway/contracts';
import type { FinishedRequest } from './finished-request.js';

/** How the requests of clients fared with one provider, since the start. */
export interface ProviderOutcomes {
  requests: number;
  errors: number;
  last_success_at: string | null;
  last_error: { readonly code: string; readonly at: string } | null;
}

/** Says nothing of the provider. */
const CLIENT_LEFT: ErrorCode = 'client_closed_request';

/** What live traffic tells of each provider: they are never asked how they are. */
@Injectable()
export class ProviderTraffic {
  readonly #outcomes = new Map<string, ProviderOutcomes>();

  /** By provider. */
  get outcomes(): Readonly<Record<string, ProviderOutcomes>> {
    return Object.fromEntries(this.#outcomes);
  }

  observe({ record }: FinishedRequest): void {
    if (record?.provider === undefined) return;
    const outcomes = this.#of(record.provider);
    outcomes.requests += 1;
    if (record.errorCode === CLIENT_LEFT) return;
    const at = new Date().toISOString();
    if (record.errorCode === undefined) {
      outcomes.last_success_at = at;
      return;
    }
    outcomes.errors += 1;
    outcomes.last_error = { code: record.errorCode, at };
  }

  #of(provider: string): ProviderOutcomes {
    const known = this.#outcomes.get(provider);
    if (known) return known;
    const outcomes = { requests: 0, errors: 0, last_success_at: null, last_error: null };
    this.#outcomes.set(provider, outcomes);
    return outcomes;
  }
}
