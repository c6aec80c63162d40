import { once } from 'node:events';
import { createServer, request as sendRequest, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { CallScope, GatewayError, requestContextOf } from 'llm-gateway/contracts';
import { RequestContextMiddleware } from './request-context.middleware.js';
import { RunningRequests } from './running-requests.js';
import { sendEventStream, type EventChunks, type EventStreamOptions } from './send-event-stream.js';

const NO_HEARTBEAT = 3_600_000;
const closers: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  jest.restoreAllMocks();
  await Promise.all(closers.splice(0).map((close) => close()));
});

interface Served {
  readonly scope: CallScope;
  /** What `sendEventStream` threw before anything was sent. */
  readonly refused: () => unknown;
  readonly answer: IncomingMessage;
}

/** Asks a real server for the stream and gives its answer, unread. */
async function serve(
  start: (scope: CallScope) => Promise<EventChunks>,
  options: Partial<EventStreamOptions> = {},
): Promise<Served> {
  const middleware = new RequestContextMiddleware(new RunningRequests());
  let scope: CallScope | undefined;
  let refused: unknown;
  const server = createServer((request, response) => {
    middleware.use(request as never, response as never, () => {});
    const context = requestContextOf(request)!;
    scope = context.scope;
    const heartbeat = { heartbeatMs: NO_HEARTBEAT, headers: () => ({}) };
    sendEventStream(response as never, start(scope), {
      ...context,
      ...heartbeat,
      ...options,
    }).catch((error: unknown) => {
      refused = error;
      response.writeHead(418).end('an error page');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(async () => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const [answer] = (await once(
    sendRequest({ port, headers: { 'x-request-id': 'req_1' } }).end(),
    'response',
  )) as [IncomingMessage];
  answer.on('error', () => {});
  return { scope: scope!, refused: () => refused, answer };
}

async function* give(...chunks: (string | Uint8Array)[]): AsyncGenerator<string | Uint8Array> {
  yield* chunks;
}

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await sleep(5);
}

const interrupted = new GatewayError('provider_stream_interrupted', 'It was cut.');

describe('sendEventStream', () => {
  it('sends text and bytes as they come, with the headers of an event stream', async () => {
    const headers = () => ({ 'x-gateway-provider': 'fake' });
    const chunks = give('data: 1\n\n', Buffer.from('data: ü\n\n'), 'data: [DONE]\n\n');
    const { answer } = await serve(async () => chunks, { headers });
    expect(await text(answer)).toBe('data: 1\n\ndata: ü\n\ndata: [DONE]\n\n');
    expect(answer.statusCode).toBe(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache',
      'x-accel-buffering': 'no',
      'x-gateway-provider': 'fake',
      'x-request-id': 'req_1',
    });
  });

  it('does not hold a chunk back until the next one', async () => {
    let release = () => {};
    async function* chunks() {
      yield 'data: first\n\n';
      await new Promise<void>((resolve) => (release = resolve));
      yield 'data: second\n\n';
    }
    const { answer } = await serve(async () => chunks());
    const [first] = await once(answer, 'data');
    expect(String(first)).toBe('data: first\n\n');
    release();
    expect(await text(answer)).toBe('data: second\n\n');
  });

  it('leaves a failure to start to the error page, with nothing sent', async () => {
    const error = new GatewayError('rate_limit_exceeded', 'Slow down.');
    const { answer, refused } = await serve(() => Promise.reject(error));
    expect(answer.statusCode).toBe(418);
    expect(await text(answer)).toBe('an error page');
    expect(refused()).toBe(error);
  });

  it('ends a stream that breaks with an error event and no [DONE]', async () => {
    async function* broken() {
      yield 'data: 1\n\n';
      throw interrupted;
    }
    const { answer, scope } = await serve(async () => broken());
    const body = await text(answer);
    const [first, last, ...more] = body.split('\n\n');
    expect(first).toBe('data: 1');
    expect(JSON.parse(last!.slice('data: '.length))).toMatchObject({
      error: { code: 'provider_stream_interrupted', message: 'It was cut.', param: null },
      request_id: 'req_1',
    });
    expect(more).toEqual(['']);
    expect(body).not.toContain('[DONE]');
    expect(scope.record.errorCode).toBe('provider_stream_interrupted');
  });

  it('hides and logs a fault of our own', async () => {
    const log = jest.spyOn(Logger.prototype, 'error').mockImplementation(() => {});
    const fault = new TypeError('secret detail');
    async function* broken(): AsyncGenerator<string> {
      yield 'data: 1\n\n';
      throw fault;
    }
    const { answer } = await serve(async () => broken());
    const body = await text(answer);
    expect(body).toContain('"code":"internal_error"');
    expect(body).not.toContain('secret detail');
    expect(log).toHaveBeenCalledWith({ err: fault, request_id: 'req_1' }, 'Unhandled error');
  });
});

describe('sendEventStream with a silent upstream', () => {
  it('opens the stream with a comment, and then a failure is an error event', async () => {
    let fail = (_: Error) => {};
    const started = new Promise<EventChunks>((_, reject) => (fail = reject));
    const { answer } = await serve(() => started, { heartbeatMs: 10 });
    const [first] = await once(answer, 'data');
    expect(String(first)).toMatch(/^(: keep-alive\n\n)+$/);
    fail(new GatewayError('provider_overloaded', 'Full.'));
    const body = await text(answer);
    expect(answer.statusCode).toBe(200);
    expect(body).toMatch(/data: \{"error":\{"message":"Full\.".*\n\n$/);
    expect(body).not.toContain('[DONE]');
  });

  it('keeps commenting between chunks and stops at the end', async () => {
    let release = () => {};
    async function* chunks() {
      yield 'data: 1\n\n';
      await new Promise<void>((resolve) => (release = resolve));
      yield 'data: 2\n\n';
    }
    const { answer } = await serve(async () => chunks(), { heartbeatMs: 10 });
    let body = '';
    answer.on('data', (piece) => (body += piece));
    await until(() => body.includes(': keep-alive'));
    release();
    await once(answer, 'end');
    expect(body).toMatch(/^data: 1\n\n(: keep-alive\n\n)+data: 2\n\n(: keep-alive\n\n)*$/);
  });
});

describe('sendEventStream and its client', () => {
  it('ends the call and the upstream when the client leaves', async () => {
    let isClosed = false;
    async function* chunks() {
      try {
        for (;;) {
          yield 'data: more\n\n';
          await sleep(5);
        }
      } finally {
        isClosed = true;
      }
    }
    const { answer, scope } = await serve(async () => chunks());
    await once(answer, 'data');
    answer.destroy();
    await until(() => isClosed && scope.signal.aborted);
    expect(scope.signal.reason).toMatchObject({ code: 'client_closed_request' });
  });

  it('produces no faster than a slow client reads, and goes on when it reads again', async () => {
    const chunk = Buffer.alloc(65_536, 'x');
    const farTooMany = 1_024;
    let produced = 0;
    async function* chunks() {
      for (; produced < farTooMany; produced++) yield chunk;
    }
    const { answer } = await serve(async () => chunks());
    answer.pause();
    let before = -1;
    for (let steady = 0; steady < 5; steady = produced === before ? steady + 1 : 0) {
      before = produced;
      await sleep(20);
    }
    expect(produced).toBeLessThan(farTooMany / 2);
    answer.resume();
    await until(() => produced > before);
    answer.destroy();
  });

  it('tells a client that reads too slowly which deadline passed', async () => {
    const chunk = Buffer.alloc(1_048_576, 'x');
    let produced = 0;
    async function* chunks() {
      for (;;) {
        produced += 1;
        yield chunk;
      }
    }
    const { answer, scope } = await serve(async () => chunks());
    answer.pause();
    for (let before = -1; produced !== before;) {
      before = produced;
      await sleep(50);
    }
    scope.abort(new GatewayError('provider_timeout', 'Deadline total_ms.'));
    const body = await text(answer);
    expect(body.slice(body.indexOf('data: '))).toContain('"code":"provider_timeout"');
    expect(scope.record.errorCode).toBe('provider_timeout');
  });
});
