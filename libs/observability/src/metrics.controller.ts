import { Controller, Get, Header, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { PodMetrics } from './pod-metrics.js';

@Controller('metrics')
@ApiTags('Operations')
export class MetricsController {
  constructor(private readonly metrics: PodMetrics) {}

  @Get()
  @Header('cache-control', 'no-store')
  @ApiOperation({ operationId: 'getMetrics', summary: 'Measurements for Prometheus' })
  @ApiResponse({ status: 200, description: "Prometheus' text format." })
  async get(@Res() response: Response): Promise<void> {
    response.type(this.metrics.contentType).send(await this.metrics.render());
  }
}
