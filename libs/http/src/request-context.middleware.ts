import { randomUUID } from 'node:crypto';
import { Injectable, type NestMiddleware } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { CallScope, GatewayError, setRequestContext } from 'llm-gateway/contracts';
import type { RunningRequests } from './running-requests.js';

const ACCEPTABLE_ID = /^[\w.:@/+=-]{1,128}$/;

/**
 * Gives each request its id (the client's `x-request-id` when it is a sane one) and its scope,
 * which is aborted when the client leaves before the answer is complete.
 */
@Injectable()
export class RequestContextMiddleware implements NestMiddleware {
  constructor(private readonly running: RunningRequests) {}

  use(request: Request, response: Response, next: NextFunction): void {
    const sent = request.headers['x-request-id'];
    const requestId =
      typeof sent === 'string' && ACCEPTABLE_ID.test(sent) ? sent : `req_${randomUUID()}`;
    const scope = new CallScope();
    setRequestContext(request, { requestId, scope });
    response.setHeader('x-request-id', requestId);
    this.running.add(response, scope);
    response.once('close', () => {
      if (!response.writableFinished) scope.abort(clientClosed());
      scope.end();
      this.running.remove(response);
    });
    next();
  }
}

function clientClosed(): GatewayError {
  return new GatewayError('client_closed_request', 'The client closed the connection.');
}
