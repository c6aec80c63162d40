import { GatewayError } from 'llm-gateway/contracts';

/** @param limit in bytes */
export function bodyTooLarge(limit: number | undefined): GatewayError {
  return new GatewayError(
    'request_too_large',
    `The request body is larger than ${limit} bytes. Send less, or raise LLM_GATEWAY_MAX_BODY_BYTES.`,
  );
}

export function clientLeftWhileSending(cause?: unknown): GatewayError {
  return new GatewayError('client_closed_request', 'The client left while sending its request.', {
    cause,
  });
}
