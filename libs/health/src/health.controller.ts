import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { HEALTH_OPTIONS, type HealthModuleOptions } from './health.module-definition.js';

export interface Liveness {
  readonly status: 'healthy';
  readonly version: string;
}

/** Liveness tells of the process and of nothing outside it. */
@Controller('health')
@ApiTags('Operations')
export class HealthController {
  readonly #liveness: Liveness;

  constructor(@Inject(HEALTH_OPTIONS) { version }: HealthModuleOptions) {
    this.#liveness = { status: 'healthy', version };
  }

  @Get()
  @ApiOperation({ operationId: 'getHealth', summary: 'Is the process alive?' })
  @ApiResponse({
    status: 200,
    description: 'It is.',
    schema: {
      type: 'object',
      required: ['status', 'version'],
      properties: {
        status: { type: 'string', enum: ['healthy'] },
        version: { type: 'string' },
      },
    },
  })
  check(): Liveness {
    return this.#liveness;
  }
}
