import { Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { GatewayExceptionFilter } from './gateway-exception.filter.js';
import { RunningRequests } from './running-requests.js';

/** The error envelope for every route. `prepareHttp` sets up the rest of the edge. */
@Module({
  providers: [{ provide: APP_FILTER, useClass: GatewayExceptionFilter }, RunningRequests],
  exports: [RunningRequests],
})
export class HttpModule {}
