import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { GatewayError } from 'llm-gateway/contracts';

/**
 * Reads request bodies that are not compressed. body-parser, which gets the rest, would take as long
 * for a short body as all the other work of the edge.
 */
export function readPlainBody(maximumBytes: number): RequestHandler {
  return (request: Request, _response: Response, next: NextFunction) => {
    const { 'content-encoding': encoding, 'content-length': length } = request.headers;
    if (encoding !== undefined || !hasBody(request)) return next();
    if (Number(length) > maximumBytes) return next(tooLarge(maximumBytes));
    const chunks: Buffer[] = [];
    let received = 0;
    const onData = (chunk: Buffer) => {
      received += chunk.length;
      if (received > maximumBytes) finish(tooLarge(maximumBytes));
      else chunks.push(chunk);
    };
    const onEnd = () => {
      request.body = chunks.length === 1 ? chunks[0] : Buffer.concat(chunks);
      finish();
    };
    const finish = (error?: unknown) => {
      request.off('data', onData).off('end', onEnd).off('error', onError);
      next(error);
    };
    const onError = (cause: unknown) => finish(clientLeft(cause));
    request.on('data', onData).on('end', onEnd).on('error', onError);
  };
}

function hasBody({ headers }: Request): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

function tooLarge(maximumBytes: number): GatewayError {
  return new GatewayError(
    'request_too_large',
    `The request body is larger than ${maximumBytes} bytes. Send less, or raise LLM_GATEWAY_MAX_BODY_BYTES.`,
  );
}

function clientLeft(cause: unknown): GatewayError {
  return new GatewayError('client_closed_request', 'The client left while sending its request.', {
    cause,
  });
}
