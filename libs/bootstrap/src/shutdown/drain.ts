import type { Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { GatewayError } from 'llm-gateway/contracts';
import { ShutdownState } from 'llm-gateway/health';
import { RunningRequests } from 'llm-gateway/http';
import type { DrainOptions, Drainable } from 'llm-gateway/signals';
import { closeConnections } from './close-connections.js';
import type { DrainSettings } from './drain-settings.js';
import { stopAccepting } from './stop-accepting.js';
import { untilQuiet } from './until-quiet.js';

/** For requests that were told to end, and for what the modules close. */
const LAST_MS = 2_000;
const RETRY_AFTER_MS = 1_000;

/** The end of an application that serves HTTP: no request is lost that can be finished in time. */
export class Drain implements Drainable {
  readonly #log = new Logger('Shutdown');
  readonly #noDelay = new AbortController();
  #end: Promise<void> | undefined;

  constructor(
    private readonly app: NestExpressApplication,
    private readonly settings: DrainSettings,
  ) {}

  drain({ withDelay }: DrainOptions): Promise<void> {
    if (!withDelay) this.#noDelay.abort();
    return (this.#end ??= this.#run());
  }

  async #run(): Promise<void> {
    const { preStopDelayMs, drainMs } = this.settings;
    const deadline = performance.now() + drainMs;
    const running = this.app.get(RunningRequests, { strict: false });
    const server = this.app.getHttpServer() as Server;
    this.app.get(ShutdownState, { strict: false }).begin();
    running.sendClose();
    this.#log.log({ running: running.count }, 'Shutting down');
    await sleep(preStopDelayMs, undefined, { signal: this.#noDelay.signal }).catch(() => {});
    stopAccepting(server);
    if (!(await untilQuiet(running, deadline - performance.now()))) {
      this.#log.warn({ running: running.count }, `Not finished within ${drainMs} ms: aborted`);
      running.abort(shuttingDown());
    }
    // A request that comes yet has the same time as all others.
    const lastMs = Math.max(LAST_MS, deadline - performance.now());
    await closeConnections(server, running, lastMs);
    await Promise.race([this.app.close(), sleep(LAST_MS)]);
  }
}

function shuttingDown(): GatewayError {
  return new GatewayError(
    'gateway_shutting_down',
    'This replica of the gateway ends, and the request was not finished in time. Repeat it.',
    { retryAfterMs: RETRY_AFTER_MS },
  );
}
