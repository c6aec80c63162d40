import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { requestContextOf } from 'llm-gateway/contracts';
import { refineNotFound } from './refine-not-found.js';
import { errorEnvelope, errorHeaders } from './error-envelope.js';
import { logFault } from './log-fault.js';
import { toClientError } from './to-client-error.js';

/** Renders every error of every route as the one envelope. */
@Catch()
export class GatewayExceptionFilter implements ExceptionFilter {
  catch(thrown: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    const context = requestContextOf(request);
    const error = refineNotFound(toClientError(thrown, request), request);
    logFault(error, context?.requestId);
    if (context) context.scope.record.errorCode = error.code;
    if (response.headersSent || response.destroyed) {
      // Half an answer must not look like a whole one.
      response.destroy();
      return;
    }
    // Nobody wants to read the rest of a body that is refused.
    if (hasUnreadBody(request)) response.setHeader('connection', 'close');
    response
      .status(error.status)
      .set(errorHeaders(error))
      .json(errorEnvelope(error, context?.requestId));
  }
}

function hasUnreadBody({ complete, headers }: Request): boolean {
  const hasBody = 'transfer-encoding' in headers || Number(headers['content-length'] ?? 0) > 0;
  return hasBody && !complete;
}
