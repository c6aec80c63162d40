import { Injectable } from '@nestjs/common';
import type { ErrorCode } from 'llm-gateway/contracts';
import type { FinishedRequest } from './finished-request.js';

/** How the requests of clients fared with one provider, since the start. */
export interface ProviderOutcomes {
  requests: number;
  errors: number;
  /** Milliseconds since the epoch. */
  lastSuccessAt?: number;
  lastError?: { readonly code: string; readonly at: number };
}

/** Says nothing of the provider. */
const CLIENT_LEFT: ErrorCode = 'client_closed_request';

/** What live traffic tells of each provider: they are never asked how they are. */
@Injectable()
export class ProviderTraffic {
  readonly #outcomes = new Map<string, ProviderOutcomes>();

  /** By provider. */
  get outcomes(): ReadonlyMap<string, Readonly<ProviderOutcomes>> {
    return this.#outcomes;
  }

  observe({ record }: FinishedRequest): void {
    if (record?.provider === undefined) return;
    const outcomes = this.#of(record.provider);
    outcomes.requests += 1;
    if (record.errorCode === CLIENT_LEFT) return;
    const at = Date.now();
    if (record.errorCode === undefined) {
      outcomes.lastSuccessAt = at;
      return;
    }
    outcomes.errors += 1;
    outcomes.lastError = { code: record.errorCode, at };
  }

  #of(provider: string): ProviderOutcomes {
    const known = this.#outcomes.get(provider);
    if (known) return known;
    const outcomes = { requests: 0, errors: 0 };
    this.#outcomes.set(provider, outcomes);
    return outcomes;
  }
}
