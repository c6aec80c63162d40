import { Module } from '@nestjs/common';
import { DeadlinesLayer } from './deadlines.layer.js';
import { RetryLayer } from './retry.layer.js';

/** Call layers that keep trouble upstream from becoming trouble here. Found by discovery. */
@Module({ providers: [DeadlinesLayer, RetryLayer] })
export class ResilienceModule {}
