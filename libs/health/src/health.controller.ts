import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { ApiAnswer, ApiRoute, sendJson } from 'llm-gateway/http';
import type { HealthAnswer } from './health-answer.js';
import { Healthy, ReadinessQuery, Unhealthy, readiness } from './health.openapi.js';
import { LivenessService } from './liveness/liveness.service.js';
import { ReadinessService } from './readiness/readiness.service.js';

const HEADERS = { 'cache-control': 'no-store' };
const OFF: ReadonlySet<unknown> = new Set([undefined, 'false', '0']);

@Controller('health')
@ApiTags('Operations')
export class HealthController {
  constructor(
    private readonly liveness: LivenessService,
    private readonly readiness: ReadinessService,
  ) {}

  @Get()
  @ApiRoute(200, 'Should the process go on?', { answer: Healthy })
  @ApiAnswer(503, 'Its event loop was stuck, or its memory is beyond the limit.', Unhealthy)
  getHealth(@Res() response: Response): void {
    send(response, this.liveness.answer());
  }

  @Get('ready')
  @ApiRoute(200, 'Should the process get traffic?', {
    query: ReadinessQuery,
    answer: readiness('ready', 'degraded'),
  })
  @ApiAnswer(503, 'Something that it needs is away, or it drains.', readiness('not_ready'))
  getReadiness(@Query('verbose') verbose: unknown, @Res() response: Response): void {
    const isVerbose = !OFF.has(verbose);
    send(response, isVerbose ? this.readiness.verboseAnswer() : this.readiness.answer());
  }

  @Get('detailed')
  @ApiRoute(200, 'Everything that is known, for people', {
    answer: readiness('ready', 'degraded', 'not_ready'),
  })
  getDetailedHealth(@Res() response: Response): void {
    send(response, this.readiness.detailedAnswer());
  }
}

function send(response: Response, { status, json }: HealthAnswer): void {
  sendJson(response, json, HEADERS, status);
}
