import type { Response } from 'express';

/** Sends JSON that is text or bytes already, without a second pass over it. */
export function sendJson(
  response: Response,
  json: string | Uint8Array,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(200, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(json),
    ...headers,
  });
  response.end(json);
}
