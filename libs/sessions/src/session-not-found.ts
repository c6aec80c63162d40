import { GatewayError } from 'llm-gateway/contracts';

/** The same for a session that never was, that expired and that belongs to somebody else. */
export function sessionNotFound(id: string): GatewayError {
  return new GatewayError('session_not_found', `Session not found: ${id}`, { param: 'session_id' });
}
