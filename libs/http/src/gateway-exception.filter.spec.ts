import { Logger, type ArgumentsHost } from '@nestjs/common';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { CallScope, GatewayError, setRequestContext } from 'llm-gateway/contracts';
import { GatewayExceptionFilter } from './gateway-exception.filter.js';

class FakeResponse {
  headersSent = false;
  destroyed = false;
  statusCode = 200;
  headers: Record<string, string> = {};
  body: unknown;

  setHeader(name: string, value: string): void {
    this.headers[name] = value;
  }
  status(statusCode: number): this {
    this.statusCode = statusCode;
    return this;
  }
  set(headers: Record<string, string>): this {
    Object.assign(this.headers, headers);
    return this;
  }
  json(body: unknown): void {
    this.body = body;
  }
  destroy(): void {
    this.destroyed = true;
  }
}

const newRequest = (more: object = {}) => ({
  method: 'GET',
  path: '/x',
  complete: true,
  headers: {},
  ...more,
});

function render(thrown: unknown, response = new FakeResponse(), request = newRequest()) {
  const scope = new CallScope();
  setRequestContext(request, { requestId: 'req_1', scope });
  const http = { getRequest: () => request, getResponse: () => response };
  const host = { switchToHttp: () => http } as unknown as ArgumentsHost;
  new GatewayExceptionFilter().catch(thrown, host);
  return { response, record: scope.record };
}

const limited = new GatewayError('rate_limit_exceeded', 'Slow down.', { retryAfterMs: 1_500 });

afterEach(() => {
  jest.restoreAllMocks();
});

describe('GatewayExceptionFilter', () => {
  it('sends the envelope with the status and headers of the error', () => {
    const { response, record } = render(limited);
    expect(response.statusCode).toBe(429);
    expect(response.headers).toEqual({ 'retry-after': '2' });
    expect(response.body).toEqual({
      error: {
        message: 'Slow down.',
        type: 'rate_limit_error',
        param: null,
        code: 'rate_limit_exceeded',
      },
      detail: 'Slow down.',
      request_id: 'req_1',
    });
    expect(record.errorCode).toBe('rate_limit_exceeded');
  });

  it.each<[string, object, string | undefined]>([
    ['a body was not read', { complete: false, headers: { 'content-length': '9' } }, 'close'],
    [
      'chunks were not read',
      { complete: false, headers: { 'transfer-encoding': 'chunked' } },
      'close',
    ],
    ['there is no body', { complete: false, headers: { 'content-length': '0' } }, undefined],
    ['the body was read', { complete: true, headers: { 'content-length': '9' } }, undefined],
  ])('decides on the connection when %s', (_when, more, connection) => {
    const { response } = render(limited, new FakeResponse(), newRequest(more));
    expect(response.headers['connection']).toBe(connection);
  });

  it('breaks a response that has begun off', () => {
    const begun = new FakeResponse();
    begun.headersSent = true;
    const { response } = render(limited, begun);
    expect(response.destroyed).toBe(true);
    expect(response.body).toBeUndefined();
  });

  it('logs a fault of our own with its cause and the request id, and hides it', () => {
    const log = jest.spyOn(Logger.prototype, 'error').mockImplementation(() => {});
    const fault = new TypeError('secret detail');
    const { response } = render(fault);
    expect(response.statusCode).toBe(500);
    expect(JSON.stringify(response.body)).not.toContain('secret');
    expect(log).toHaveBeenCalledWith({ err: fault, request_id: 'req_1' }, 'Unhandled error');
  });

  it("does not log a client's fault as ours", () => {
    const log = jest.spyOn(Logger.prototype, 'error').mockImplementation(() => {});
    render(new GatewayError('invalid_request', 'Bad.'));
    expect(log).not.toHaveBeenCalled();
  });
});
