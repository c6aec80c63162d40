import { GatewayError } from 'llm-gateway/contracts';

/** The store could not be reached; whether it did what it was asked for is unknown. */
export function isUnavailable(error: unknown): boolean {
  return error instanceof GatewayError && error.code === 'session_store_unavailable';
}
