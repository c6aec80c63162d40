import { GatewayError } from 'llm-gateway/contracts';

/** A complaint about one field of the client's request. */
export function invalidField(param: string, complaint: string): GatewayError {
  return new GatewayError('invalid_request', `'${param}' ${complaint}.`, { param });
}
