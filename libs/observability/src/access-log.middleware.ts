import { Injectable, type NestMiddleware } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { requestContextOf } from 'llm-gateway/contracts';
import { RequestJournal } from './request-journal.js';
import { RequestMetrics } from './request-metrics.js';

/** nginx's number for a client that left before its response was complete. */
const CLIENT_CLOSED_REQUEST = 499;

/** Notes each request when its response is over. */
@Injectable()
export class AccessLogMiddleware implements NestMiddleware {
  constructor(
    private readonly journal: RequestJournal,
    private readonly metrics: RequestMetrics,
  ) {}

  use(request: Request, response: Response, next: NextFunction): void {
    const startedAt = performance.now();
    const { method, path } = request;
    this.metrics.inFlight += 1;
    response.once('close', () => {
      this.metrics.inFlight -= 1;
      const context = requestContextOf(request);
      const record = context?.scope.record;
      this.journal.add({
        requestId: context?.requestId,
        method,
        path,
        route: (request as { route?: { path?: string } }).route?.path ?? 'unmatched',
        status: response.writableFinished ? response.statusCode : CLIENT_CLOSED_REQUEST,
        ms: performance.now() - startedAt,
        firstPartMs: record?.firstPartAt && record.firstPartAt - startedAt,
        record,
      });
    });
    next();
  }
}
