import { HttpException } from '@nestjs/common';
import { GatewayError, toGatewayError, type ErrorCode } from 'llm-gateway/contracts';
import { bodyTooLarge, clientLeftWhileSending } from './request-body-errors.js';

/** What body-parser and Express put on the errors that they throw. */
interface HttpError {
  readonly status?: number;
  readonly type?: string;
  readonly limit?: number;
  readonly message?: string;
}

/** Turns whatever reached the edge into an error that a client may read. */
export function toClientError(
  error: unknown,
  request: { method: string; path: string },
): GatewayError {
  if (error instanceof GatewayError) return error;
  const status = error instanceof HttpException ? error.getStatus() : (error as HttpError)?.status;
  // Nest wraps what body-parser and Express throw; the facts are in the cause.
  const origin = error instanceof HttpException ? (error.cause ?? error) : error;
  const { type, limit, message = '' } = (origin ?? {}) as HttpError;
  switch (status) {
    case 404:
      return new GatewayError(
        'route_not_found',
        `No route ${request.method} ${request.path}. GET / lists the entry points.`,
      );
    case 413:
      return bodyTooLarge(limit);
    case 415:
      return new GatewayError(
        'unsupported_media_type',
        `The request body cannot be read: ${message}.`,
      );
    case 400:
      if (type === 'request.aborted') return clientLeftWhileSending();
      if (error instanceof HttpException && origin === error) return fromHttpException(error);
      return new GatewayError('invalid_request', `The request cannot be read: ${message}.`);
    default:
      return error instanceof HttpException ? fromHttpException(error) : toGatewayError(error);
  }
}

/** A guard or a pipe of the application that refuses a request knows why, and its words are kept. */
function fromHttpException(error: HttpException): GatewayError {
  const status = error.getStatus();
  if (status < 400 || status >= 500) return toGatewayError(error);
  const code = CODES[status] ?? 'invalid_request';
  return new GatewayError(code, error.message, { status, cause: error });
}

const CODES: Readonly<Record<number, ErrorCode>> = {
  401: 'authentication_required',
  403: 'permission_denied',
  405: 'method_not_allowed',
  429: 'rate_limit_exceeded',
};
