import type { Duplex } from 'node:stream';
import { GatewayError } from 'llm-gateway/contracts';
import { errorEnvelope } from './error-envelope.js';

/** Answers bytes that are not HTTP, which no route ever sees, in the same envelope. */
export function answerMalformedHttp(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const fault = new GatewayError(
    'invalid_request',
    `The HTTP request cannot be read: ${error.code}.`,
  );
  const body = JSON.stringify(errorEnvelope(fault, undefined));
  socket.end(
    [
      'HTTP/1.1 400 Bad Request',
      'connection: close',
      'content-type: application/json; charset=utf-8',
      `content-length: ${Buffer.byteLength(body)}`,
      '',
      body,
    ].join('\r\n'),
  );
}
