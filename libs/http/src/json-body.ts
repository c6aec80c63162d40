import { GatewayError } from 'llm-gateway/contracts';

/** A request body: what was sent, and what it says. */
export interface JsonBody<Value> {
  readonly bytes: Uint8Array;
  readonly value: Value;
}

const BYTE_ORDER_MARK = '\uFEFF';

/** Parses the raw bytes of a request. Throws `invalid_json` with the position of the fault. */
export function parseJsonBody(body: unknown): JsonBody<unknown> {
  if (!(body instanceof Uint8Array) || body.length === 0)
    throw new GatewayError('invalid_json', 'The request has no body. Send a JSON object.');
  let text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8');
  if (text.startsWith(BYTE_ORDER_MARK)) text = text.slice(1);
  try {
    return { bytes: body, value: JSON.parse(text) };
  } catch (error) {
    throw new GatewayError(
      'invalid_json',
      `The request body is not valid JSON: ${(error as Error).message}.`,
      { cause: error },
    );
  }
}
