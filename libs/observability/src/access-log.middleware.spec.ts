import { EventEmitter } from 'node:events';
import { describe, expect, it, jest } from '@jest/globals';
import { CallScope, setRequestContext, type CallRecord } from 'llm-gateway/contracts';
import { AccessLogMiddleware } from './access-log.middleware.js';
import { createLog } from './log.js';
import { ProviderTraffic } from './provider-traffic.js';
import { RequestJournal } from './request-journal.js';
import { RequestMetrics } from './request-metrics.js';

interface Answer {
  readonly record?: Partial<CallRecord>;
  readonly status?: number;
  readonly isWhole?: boolean;
  readonly accessLog?: boolean;
  readonly route?: string;
}

/** One request from its start to its end. */
function pass({ record = {}, status = 200, isWhole = true, accessLog = true, route }: Answer = {}) {
  const request = {
    method: 'POST',
    path: '/v1/chat/completions',
    headers: { authorization: 'Bearer sk-secret' },
    ...(route !== undefined && { route: { path: route } }),
  };
  const scope = new CallScope();
  Object.assign(scope.record, record);
  setRequestContext(request, { requestId: 'req_1', scope });
  const response = Object.assign(new EventEmitter(), {
    statusCode: status,
    writableFinished: isWhole,
  });
  let written = '';
  const stream = { write: (text: string) => void (written += text) };
  const metrics = new RequestMetrics();
  const observe = jest.spyOn(metrics, 'observe');
  const options = { logLevel: 'info', accessLog } as const;
  const log = createLog('info', stream);
  const journal = new RequestJournal(log, stream, options, metrics, new ProviderTraffic());
  const middleware = new AccessLogMiddleware(journal, metrics);
  const next = jest.fn();
  middleware.use(request as never, response as never, next);
  const during = metrics.inFlight;
  expect(next).toHaveBeenCalledWith();
  expect(written).toBe('');
  response.emit('close');
  journal.flush();
  const inFlight = [during, metrics.inFlight];
  const lines: Record<string, unknown>[] = written
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));
  return { lines, observe, scope, inFlight };
}

describe('AccessLogMiddleware', () => {
  it('writes one line with what became of the call', () => {
    const { lines } = pass({
      record: {
        provider: 'fake',
        model: 'm',
        stream: true,
        attempts: 2,
        usage: { inputTokens: 10, outputTokens: 4, cachedInputTokens: 6 },
        finishReasons: ['stop', 'length'],
      },
    });
    expect(lines).toEqual([
      {
        level: 'info',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        request_id: 'req_1',
        method: 'POST',
        path: '/v1/chat/completions',
        status: 200,
        ms: expect.any(Number),
        provider: 'fake',
        model: 'm',
        stream: true,
        attempts: 2,
        input_tokens: 10,
        output_tokens: 4,
        cached_tokens: 6,
        finish: 'stop,length',
      },
    ]);
  });

  it('tells when the first part was there, from the start of the call', () => {
    const { lines } = pass({
      record: { provider: 'fake', firstPartAt: performance.now() + 1_000 },
    });
    expect(lines[0]?.['first_ms']).toBeGreaterThan(0);
  });

  it('writes a short line for what never reached a provider', () => {
    const { lines } = pass({ status: 400, record: { errorCode: 'invalid_request' } });
    expect(lines[0]).toEqual({
      level: 'info',
      time: expect.any(String),
      request_id: 'req_1',
      method: 'POST',
      path: '/v1/chat/completions',
      status: 400,
      ms: expect.any(Number),
      error: 'invalid_request',
    });
  });

  it('says of a replay that it is one', () => {
    const { lines } = pass({ record: { replayed: true } });
    expect(lines[0]).toMatchObject({ status: 200, replayed: true });
    expect(lines[0]).not.toHaveProperty('input_tokens');
  });

  it('says 499 of a client that left', () => {
    const { lines, observe } = pass({ isWhole: false });
    expect(lines[0]?.['status']).toBe(499);
    expect(observe.mock.calls[0]?.[0].status).toBe(499);
  });

  it('never writes headers, where the keys are', () => {
    expect(JSON.stringify(pass().lines)).not.toContain('sk-secret');
  });

  it('measures without writing when it is told to be quiet', () => {
    const { lines, observe, scope } = pass({ accessLog: false, route: '/v1/chat/completions' });
    expect(lines).toEqual([]);
    expect(observe.mock.calls[0]?.[0]).toMatchObject({
      route: '/v1/chat/completions',
      status: 200,
      requestId: 'req_1',
      record: scope.record,
    });
  });

  it('measures what matches no route under one name', () => {
    expect(pass({ status: 404 }).observe.mock.calls[0]?.[0].route).toBe('unmatched');
  });

  it('counts a request as in flight until its response is over', () => {
    expect(pass().inFlight).toEqual([1, 0]);
  });
});
