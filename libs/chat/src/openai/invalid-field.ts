import { GatewayError } from 'llm-gateway/contracts';

/** A complaint about one field of the client's request. */
export function invalidField(param: string, complaint: string): GatewayError {
  return new GatewayError('invalid_request', `'${param}' ${complaint}.`, { param });
}

/** A value of the client's, shortened: an error message is no place for its megabyte. */
export function quote(text: string): string {
  return `'${text.length > 80 ? `${text.slice(0, 77)}...` : text}'`;
}
