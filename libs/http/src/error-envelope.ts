import { toGatewayError, type ErrorBody, type GatewayError } from 'llm-gateway/contracts';

/** Read by OpenAI's SDKs (`error`), by plain HTTP clients (`detail`) and by support (`request_id`). */
export interface ErrorEnvelope {
  readonly error: ErrorBody;
  readonly detail: string;
  readonly request_id?: string;
}

export function errorEnvelope(error: GatewayError, requestId: string | undefined): ErrorEnvelope {
  return {
    error: error.toBody(),
    detail: error.message,
    ...(requestId !== undefined && { request_id: requestId }),
  };
}

/** Response headers that tell a client, and an SDK's retry, what to do about the error. */
export function errorHeaders(error: GatewayError): Record<string, string> {
  const { retryAfterMs, headers } = error.details;
  return {
    ...headers,
    ...(retryAfterMs !== undefined && { 'retry-after': String(Math.ceil(retryAfterMs / 1_000)) }),
    ...(!error.retry && { 'x-should-retry': 'false' }),
  };
}

/**
 * An error inside a stream that has begun, as a server-sent event. Both OpenAI SDKs throw on a
 * top-level `error` object and take anything else for success: reference/protocols.md 1.3.
 */
export function errorEvent(error: unknown, requestId: string | undefined): string {
  return `data: ${JSON.stringify(errorEnvelope(toGatewayError(error), requestId))}\n\n`;
}
