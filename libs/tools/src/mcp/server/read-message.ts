import { assertBoundedNesting } from 'llm-gateway/http';

/**
 * The JSON of a request's body, if it has any; what is no JSON is left to the protocol's own parser to
 * refuse. Throws `invalid_request` when it is nested too deeply.
 */
export function readMessage(bytes: unknown): unknown {
  if (!(bytes instanceof Uint8Array)) return undefined;
  const message = parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8'));
  assertBoundedNesting(message);
  return message;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
