import type { CallVerdict } from './run/service-breaker.js';

export const TOOL_FAILURE_CODES = [
  'timeout',
  'cancelled',
  'service_unreachable',
  'service_error',
  'service_refusal',
  'circuit_open',
  'invalid_arguments',
  'invalid_response',
  'response_too_large',
  'redirect_refused',
  'address_refused',
  'missing_context',
  'tool_error',
  'internal_error',
] as const;

export type ToolFailureCode = (typeof TOOL_FAILURE_CODES)[number];

const OUTAGES: ReadonlySet<ToolFailureCode> = new Set([
  'timeout',
  'service_unreachable',
  'service_error',
]);

/** The service was not asked, or nobody waited for what it would say. */
const SILENT: ReadonlySet<ToolFailureCode> = new Set([
  'cancelled',
  'circuit_open',
  'invalid_arguments',
  'missing_context',
  'address_refused',
  'internal_error',
]);

/** Why a tool gave no result. The message is for the model and the client, and says what to do. */
export class ToolFailure extends Error {
  override readonly name = 'ToolFailure';

  constructor(
    readonly code: ToolFailureCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }

  /** Is the service itself in trouble, so that the next call would most likely fail as well? */
  get isOutage(): boolean {
    return OUTAGES.has(this.code);
  }

  /** What it says of the service's health. */
  get verdict(): CallVerdict {
    if (this.isOutage) return 'outage';
    return SILENT.has(this.code) ? 'unknown' : 'answered';
  }
}
