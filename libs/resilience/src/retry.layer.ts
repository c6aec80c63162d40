import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import {
  CallLayer,
  GatewayError,
  ProviderCallLayer,
  type LayeredCall,
} from 'llm-gateway/contracts';
import { retryDelay } from './retry-delay.js';

/**
 * Repeats a call that failed in passing: 408, 409, 429, 5xx and broken connections, as long as
 * nothing was answered and the next attempt can begin within the call's deadline.
 */
@Injectable()
@CallLayer({ name: 'retry', order: 200 })
export class RetryLayer extends ProviderCallLayer {
  override async around<Answer>(call: LayeredCall, next: () => Promise<Answer>): Promise<Answer> {
    const { scope, provider } = call;
    for (let retry = 1; ; retry++) {
      try {
        return await next();
      } catch (error) {
        if (!isTransient(error) || retry > provider.maximumRetries || scope.signal.aborted)
          throw error;
        const delayMs = retryDelay(retry, error.details.retryAfterMs);
        if (delayMs >= remainingPatience(call)) throw error;
        await this.wait(delayMs, scope.signal);
      }
    }
  }

  /** Throws the signal's reason when the call ends before the time is over. */
  protected async wait(ms: number, signal: AbortSignal): Promise<void> {
    try {
      await sleep(ms, undefined, { signal });
    } catch {
      throw signal.reason;
    }
  }
}

function isTransient(error: unknown): error is GatewayError {
  return error instanceof GatewayError && error.details.transient === true;
}

/** Milliseconds until the client's deadline: that of the first token for a stream. */
function remainingPatience({ stream, provider, scope }: LayeredCall): number {
  const { firstTokenMs, totalMs } = provider.deadlines;
  const patience = stream === true ? Math.min(firstTokenMs, totalMs) : totalMs;
  return Math.min(patience - (performance.now() - scope.startedAt), MAXIMUM_WAIT_MS);
}

/** A client rather hears of a longer wait at once, with `Retry-After`, than holds its connection. */
const MAXIMUM_WAIT_MS = 30_000;
