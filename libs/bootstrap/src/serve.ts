import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Drainable } from 'llm-gateway/signals';
import { Drain } from './shutdown/drain.js';
import type { DrainSettings } from './shutdown/drain-settings.js';
import { portNotFree } from './port-not-free.js';

export interface ListenOptions {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly drain: DrainSettings;
}

export interface Serving extends Drainable {
  /** On this machine, without a trailing slash. */
  readonly url: string;
}

/** Makes the application ready, then listens. Throws a `StartError` when the address cannot be had. */
export async function serve(
  app: NestExpressApplication,
  { host, port, drain }: ListenOptions,
): Promise<Serving> {
  await app.init();
  const server = app.getHttpServer() as Server;
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw portNotFree(error as NodeJS.ErrnoException, host, port);
  }
  app.flushLogs();
  const { port: taken } = server.address() as AddressInfo;
  const ending = new Drain(app, drain);
  return { url: `http://localhost:${taken}`, drain: (options) => ending.drain(options) };
}

/** The same, and prints the address. */
export async function listen(
  app: NestExpressApplication,
  options: ListenOptions,
): Promise<Drainable> {
  const serving = await serve(app, options);
  process.stdout.write(`Listening on ${serving.url}\n`);
  return serving;
}
