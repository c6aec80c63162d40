import { EventEmitter } from 'node:events';
import { describe, expect, it, jest } from '@jest/globals';
import { requestContextOf } from 'llm-gateway/contracts';
import { currentContext } from './current-context.js';
import { RequestContextMiddleware } from './request-context.middleware.js';
import { RunningRequests } from './running-requests.js';

class FakeResponse extends EventEmitter {
  writableFinished = false;
  readonly headers: Record<string, string> = {};

  setHeader(name: string, value: string): void {
    this.headers[name] = value;
  }
}

function enter(requestId?: string | string[]) {
  const request = { headers: { 'x-request-id': requestId } };
  const response = new FakeResponse();
  const next = jest.fn();
  new RequestContextMiddleware(new RunningRequests()).use(
    request as never,
    response as never,
    next,
  );
  return { request, response, next, context: requestContextOf(request)! };
}

describe('RequestContextMiddleware', () => {
  it('makes an id, sends it back and goes on', () => {
    const { context, response, next } = enter();
    expect(context.requestId).toMatch(/^req_[0-9a-f-]{36}$/);
    expect(response.headers['x-request-id']).toBe(context.requestId);
    expect(next).toHaveBeenCalledWith();
  });

  it('gives each request an id of its own', () => {
    expect(enter().context.requestId).not.toBe(enter().context.requestId);
  });

  it.each(['req-7', '0af7651916cd43dd/8448eb21', 'a@b:c+d=e.f_g', 'x'.repeat(128)])(
    'keeps the id that the client sent: %s',
    (id) => {
      const { context, response } = enter(id);
      expect(context.requestId).toBe(id);
      expect(response.headers['x-request-id']).toBe(id);
    },
  );

  it.each(['', 'x'.repeat(129), 'two words', 'a\r\nset-cookie: b', '<script>', 'ü', ['a', 'b']])(
    'replaces an id that is not a sane one: %j',
    (id) => {
      expect(enter(id).context.requestId).toMatch(/^req_/);
    },
  );

  it('aborts the call when the client leaves before the answer is complete', () => {
    const { context, response } = enter();
    const cleanUp = jest.fn();
    context.scope.onEnd(cleanUp);
    response.emit('close');
    expect(context.scope.signal.reason).toMatchObject({ code: 'client_closed_request' });
    expect(cleanUp).toHaveBeenCalledTimes(1);
  });

  it('ends the call without aborting it when the answer was sent', () => {
    const { context, response } = enter();
    const cleanUp = jest.fn();
    context.scope.onEnd(cleanUp);
    response.writableFinished = true;
    response.emit('close');
    expect(context.scope.signal.aborted).toBe(false);
    expect(cleanUp).toHaveBeenCalledTimes(1);
  });
});

describe('currentContext', () => {
  it('is the context of the request', () => {
    const { request, context } = enter();
    expect(currentContext(request as never)).toBe(context);
  });

  it('says what is missing when there is none', () => {
    expect(() => currentContext({} as never)).toThrow('Import HttpModule');
  });
});
