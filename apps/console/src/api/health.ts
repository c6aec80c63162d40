import { toApiFailure } from './api-failure.js';
import { fetchFromGateway, requestIdOf } from './send-request.js';

export interface CheckDetails {
  readonly required?: boolean;
  readonly since?: string;
  readonly latency_ms?: number | null;
  readonly last_error?: { readonly message: string; readonly at?: string } | null;
}

/** Answer of the readiness routes; modules add sections of their own beside these. */
export interface Readiness {
  readonly status: 'ready' | 'degraded' | 'not_ready';
  readonly version: string;
  readonly draining?: boolean;
  readonly checks: Readonly<Record<string, boolean>>;
  readonly details?: Readonly<Record<string, CheckDetails>>;
}

/** A gateway that is not ready says so with a 503, which is an answer and no failure. */
export async function readReadiness<Answer extends Readiness>(path: string): Promise<Answer> {
  const response = await fetchFromGateway(path);
  const answer: unknown = await response.json().catch(() => undefined);
  if (isReadiness(answer)) return answer as Answer;
  throw toApiFailure(answer, response.status, requestIdOf(response));
}

function isReadiness(answer: unknown): answer is Readiness {
  return typeof answer === 'object' && answer !== null && 'checks' in answer;
}
