import { GatewayError } from 'llm-gateway/contracts';

/** A complaint about one field or query parameter of the client's request. */
export function invalidParameter(param: string, complaint: string): GatewayError {
  return new GatewayError('invalid_request', `'${param}' ${complaint}.`, { param });
}
