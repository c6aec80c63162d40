import type { Server } from 'node:http';
import type { NestMiddleware } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { RequestHandler } from 'express';
import { answerMalformedHttp } from './answer-malformed-http.js';
import { inOneLayer } from './in-one-layer.js';
import { readBodyBytes } from './read-body-bytes.js';
import { RequestContextMiddleware } from './request-context.middleware.js';
import { RunningRequests } from './running-requests.js';

export interface HttpOptions {
  /** Largest request body, in bytes. */
  readonly maximumBodyBytes: number;
  /** Run between the request's context and its body, so that they see every request. */
  readonly observers?: readonly NestMiddleware[];
}

/**
 * What clients are told: those that heed it (undici, Node) leave a connection that was idle for so long,
 * and so have none left that is idle when a drain, after its pre-stop delay, closes connections.
 */
const ADVERTISED_KEEP_ALIVE_MS = 4_000;
/** Longer than clients and load balancers keep theirs, so that it is never us who close first. */
const KEEP_ALIVE_MS = 75_000;

/**
 * Sets up what stands before the routes. Bodies stay raw bytes: each route parses its own once and
 * may forward the bytes. Create the application with `bodyParser: false`, and import `HttpModule`.
 */
export function prepareHttp(app: NestExpressApplication, options: HttpOptions): void {
  app.disable('x-powered-by');
  app.set('etag', false);
  app.set('query parser', 'simple');
  const middlewares = [
    new RequestContextMiddleware(app.get(RunningRequests, { strict: false })),
    ...(options.observers ?? []),
  ];
  app.use(
    inOneLayer([
      ...middlewares.map((middleware) => middleware.use.bind(middleware) as RequestHandler),
      readBodyBytes(options.maximumBodyBytes),
    ]),
  );
  const server = app.getHttpServer() as Server;
  server.keepAliveTimeout = ADVERTISED_KEEP_ALIVE_MS;
  server.keepAliveTimeoutBuffer = KEEP_ALIVE_MS - ADVERTISED_KEEP_ALIVE_MS;
  server.on('clientError', answerMalformedHttp);
}
