import { GatewayError } from 'llm-gateway/contracts';

/** A request field that the provider cannot honour and that changes the meaning of the request. */
export function refuseField(param: string, sentence: string): never {
  throw new GatewayError('unsupported_parameter', sentence, { param });
}
