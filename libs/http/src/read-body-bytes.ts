import express, {
  type NextFunction,
  type Request,
  type RequestHandler,
  type Response,
} from 'express';
import { bodyTooLarge, clientLeftWhileSending } from './request-body-errors.js';

/**
 * Reads request bodies as bytes. Compressed ones go to body-parser, which would take as long for a
 * short plain one as all the other work of the edge.
 */
export function readBodyBytes(maximumBytes: number): RequestHandler {
  const readCompressed = express.raw({ type: () => true, limit: maximumBytes });
  return (request: Request, response: Response, next: NextFunction) => {
    if (!hasBody(request)) return next();
    const { 'content-encoding': encoding, 'content-length': length } = request.headers;
    if (encoding !== undefined) return readCompressed(request, response, next);
    if (Number(length) > maximumBytes) return next(bodyTooLarge(maximumBytes));
    const chunks: Buffer[] = [];
    let received = 0;
    const onData = (chunk: Buffer) => {
      received += chunk.length;
      if (received > maximumBytes) finish(bodyTooLarge(maximumBytes));
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
    const onError = (cause: unknown) => finish(clientLeftWhileSending(cause));
    request.on('data', onData).on('end', onEnd).on('error', onError);
  };
}

function hasBody({ headers }: Request): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}
