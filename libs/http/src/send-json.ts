import type { Response } from 'express';

const SHORT_BODY_BYTES = 32_768;

/** Sends JSON that is text or bytes already, without a second pass over it. */
export function sendJson(
  response: Response,
  json: string | Uint8Array,
  headers: Readonly<Record<string, string>> = {},
  status = 200,
): void {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(json),
    ...headers,
  });
  // Text leaves together with the headers; bytes would be a write of their own.
  if (typeof json !== 'string' && json.length <= SHORT_BODY_BYTES)
    response.end(
      Buffer.from(json.buffer, json.byteOffset, json.length).toString('latin1'),
      'latin1',
    );
  else response.end(json);
}
