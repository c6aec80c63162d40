import { Inject, Injectable, type NestMiddleware } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { requestContextOf } from 'llm-gateway/contracts';
import type { Logger } from 'pino';
import { LOG } from './log.token.js';
import {
  OBSERVABILITY_OPTIONS,
  type ObservabilityModuleOptions,
} from './observability.module-definition.js';
import { RequestMetrics } from './request-metrics.js';

/** One log line and one set of measurements for each request, when its response is over. */
@Injectable()
export class AccessLogMiddleware implements NestMiddleware {
  constructor(
    @Inject(LOG) private readonly log: Logger,
    @Inject(OBSERVABILITY_OPTIONS) private readonly options: ObservabilityModuleOptions,
    private readonly metrics: RequestMetrics,
  ) {}

  use(request: Request, response: Response, next: NextFunction): void {
    const startedAt = performance.now();
    const { method, path } = request;
    this.metrics.inFlight.inc();
    response.once('close', () => {
      this.metrics.inFlight.dec();
      const ms = performance.now() - startedAt;
      // 499: the client left before the response was complete (nginx's number for it).
      const status = response.writableFinished ? response.statusCode : 499;
      const context = requestContextOf(request);
      const route = (request as { route?: { path?: string } }).route?.path ?? 'unmatched';
      this.metrics.observe(route, method, status, ms, context?.scope);
      if (!this.options.accessLog) return;
      this.log.info(accessLine(method, path, status, ms, context));
    });
    next();
  }
}

function accessLine(
  method: string,
  path: string,
  status: number,
  ms: number,
  context: ReturnType<typeof requestContextOf>,
): Record<string, unknown> {
  const line = { request_id: context?.requestId, method, path, status, ms: round(ms) };
  const record = context?.scope.record;
  if (record?.provider === undefined) return { ...line, error: record?.errorCode };
  const { startedAt } = context!.scope;
  return {
    ...line,
    provider: record.provider,
    model: record.model,
    stream: record.stream,
    attempts: record.attempts,
    first_ms: record.firstPartAt === undefined ? undefined : round(record.firstPartAt - startedAt),
    input_tokens: record.usage?.inputTokens,
    output_tokens: record.usage?.outputTokens,
    cached_tokens: record.usage?.cachedInputTokens,
    finish: record.finishReasons.join(',') || undefined,
    error: record.errorCode,
  };
}

function round(ms: number): number {
  return Math.round(ms * 100) / 100;
}
