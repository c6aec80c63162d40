import { GatewayError } from './gateway-error.js';

/** A complaint about one field or query parameter of the client's request. */
export function invalidField(param: string, complaint: string): GatewayError {
  return new GatewayError('invalid_request', `'${param}' ${complaint}.`, { param });
}
