import { GatewayError } from 'llm-gateway/contracts';

export function modelMissing(): GatewayError {
  return new GatewayError(
    'invalid_request',
    "'model' is required, unless 'session_id' names a session that has one.",
    { param: 'model' },
  );
}
