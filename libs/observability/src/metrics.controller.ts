import { Controller, Get, Header, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { RequestJournal } from './request-journal.js';
import { RequestMetrics } from './request-metrics.js';

@Controller('metrics')
@ApiTags('Operations')
export class MetricsController {
  constructor(
    private readonly metrics: RequestMetrics,
    private readonly journal: RequestJournal,
  ) {}

  @Get()
  @Header('cache-control', 'no-store')
  @ApiOperation({ operationId: 'getMetrics', summary: 'Measurements for Prometheus' })
  @ApiResponse({ status: 200, description: "Prometheus' text format." })
  async get(@Res() response: Response): Promise<void> {
    this.journal.flush();
    response.type(this.metrics.registry.contentType).send(await this.metrics.registry.metrics());
  }
}
