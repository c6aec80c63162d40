import { Logger } from '@nestjs/common';
import type { GatewayError } from 'llm-gateway/contracts';

const logger = new Logger('Errors');

/** Tells the operator of a fault of our own, with the request id that the client was given. */
export function logFault({ code, cause }: GatewayError, requestId: string | undefined): void {
  if (code === 'internal_error')
    logger.error({ err: cause, request_id: requestId }, 'Unhandled error');
}
