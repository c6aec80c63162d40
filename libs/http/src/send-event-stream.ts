import { once } from 'node:events';
import type { Response } from 'express';
import { toGatewayError, type CallScope } from 'llm-gateway/contracts';
import { errorEvent } from './error-envelope.js';
import { logFault } from './log-fault.js';

export type EventChunks = AsyncIterable<string | Uint8Array>;

export interface EventStreamOptions {
  readonly requestId: string;
  readonly scope: CallScope;
  /** Milliseconds of silence after which a comment keeps proxies from closing the connection. */
  readonly heartbeatMs: number;
  /** Read just before the headers are sent. */
  readonly headers: () => Readonly<Record<string, string>>;
}

const HEARTBEAT = ': keep-alive\n\n';

/**
 * Writes server-sent events, each as it comes and no faster than the client reads. Nothing is sent
 * while the stream may still fail to start, so that such a failure keeps its HTTP status; once the
 * upstream has been silent for a heartbeat, the headers go out and a failure becomes an error event.
 * A failure never ends the stream cleanly.
 */
export async function sendEventStream(
  response: Response,
  started: Promise<EventChunks>,
  options: EventStreamOptions,
): Promise<void> {
  const { scope, heartbeatMs } = options;
  const heartbeat = setInterval(() => {
    open(response, options);
    response.write(HEARTBEAT);
  }, heartbeatMs);
  try {
    const chunks = await started;
    open(response, options);
    for await (const chunk of chunks) {
      if (response.destroyed) return;
      if (!response.write(chunk)) await once(response, 'drain', { signal: scope.signal });
      heartbeat.refresh();
    }
    response.end();
  } catch (thrown) {
    if (response.destroyed) return;
    if (!response.headersSent) throw thrown;
    // A wait for a slow reader ends in an error that hides why the call was aborted.
    const error = toGatewayError(scope.signal.aborted ? scope.signal.reason : thrown);
    logFault(error, options.requestId);
    scope.record.errorCode = error.code;
    response.end(errorEvent(error, options.requestId));
  } finally {
    clearInterval(heartbeat);
  }
}

function open(response: Response, options: EventStreamOptions): void {
  if (response.headersSent) return;
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache',
    'x-accel-buffering': 'no',
    ...options.headers(),
  });
}
