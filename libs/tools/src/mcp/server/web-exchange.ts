import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';
import type { Request as ExpressRequest, Response as ExpressResponse } from 'express';

/** Only the path of it means anything. */
const ORIGIN = 'http://gateway';

/** The head of a request as the web standard has it, with the body's bytes if it has any. */
export function toWebRequest(request: ExpressRequest, signal: AbortSignal): Request {
  const headers = Object.entries(request.headers).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value ?? '']).map((each): [string, string] => [name, each]),
  );
  const bytes: unknown = request.body;
  return new Request(`${ORIGIN}${request.path}`, {
    method: request.method,
    headers,
    signal,
    ...(bytes instanceof Uint8Array && { body: Uint8Array.from(bytes) }),
  });
}

/** Sends a response on as it comes, no faster than the client reads. */
export async function sendWebResponse(
  { status, headers, body }: Response,
  response: ExpressResponse,
): Promise<void> {
  if (response.destroyed) return void (await body?.cancel());
  response.status(status);
  for (const [name, value] of headers) response.setHeader(name, value);
  if (!body) return void response.end();
  if (headers.get('content-type')?.startsWith('text/event-stream'))
    response.setHeader('x-accel-buffering', 'no');
  response.flushHeaders();
  const stream = Readable.fromWeb(body as NodeReadableStream<Uint8Array>);
  // A client that leaves ends the stream; nobody is left to be told.
  await pipeline(stream, response).catch(() => undefined);
}
