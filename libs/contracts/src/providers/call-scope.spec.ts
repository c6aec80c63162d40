import { describe, expect, it, jest } from '@jest/globals';
import { GatewayError } from '../errors/gateway-error.js';
import { CallScope } from './call-scope.js';

const left = new GatewayError('client_closed_request', 'The client closed the connection.');

describe('CallScope', () => {
  it('aborts its signal with the reason', () => {
    const scope = new CallScope();
    expect(scope.signal.aborted).toBe(false);
    scope.abort(left);
    expect(scope.signal.reason).toBe(left);
  });

  it('keeps the first reason', () => {
    const scope = new CallScope();
    scope.abort(left);
    scope.abort(new Error('later'));
    expect(scope.signal.reason).toBe(left);
  });

  it('does not abort once the call is over', () => {
    const scope = new CallScope();
    scope.end();
    scope.abort(left);
    expect(scope.signal.aborted).toBe(false);
  });

  it('runs each clean-up once, in order, when the call ends', () => {
    const scope = new CallScope();
    const calls: string[] = [];
    scope.onEnd(() => calls.push('timer'));
    scope.onEnd(() => calls.push('lease'));
    expect(calls).toEqual([]);
    scope.end();
    scope.end();
    expect(calls).toEqual(['timer', 'lease']);
  });

  it('runs a late clean-up at once', () => {
    const scope = new CallScope();
    scope.end();
    const cleanUp = jest.fn();
    scope.onEnd(cleanUp);
    expect(cleanUp).toHaveBeenCalledTimes(1);
  });

  it('runs the clean-ups of an aborted call too', () => {
    const scope = new CallScope();
    const cleanUp = jest.fn();
    scope.onEnd(cleanUp);
    scope.abort(left);
    scope.end();
    expect(cleanUp).toHaveBeenCalledTimes(1);
  });

  it('begins with an empty record', () => {
    const { record, ignoredParameters, startedAt } = new CallScope();
    expect(record).toEqual({ attempts: 0, finishReasons: [] });
    expect(ignoredParameters.size).toBe(0);
    expect(startedAt).toBeLessThanOrEqual(performance.now());
  });
});

describe('CallScope without a signal', () => {
  it('tells its listeners and whoever asks why it was aborted', () => {
    const scope = new CallScope();
    const listener = jest.fn();
    scope.onAbort(listener);
    expect(scope.abortReason).toBeUndefined();
    scope.abort(left);
    scope.abort(new Error('later'));
    expect(scope.abortReason).toBe(left);
    expect(listener).toHaveBeenCalledTimes(1);
    expect(listener).toHaveBeenCalledWith(left);
  });

  it('does not tell a listener that has stopped listening', () => {
    const scope = new CallScope();
    const listener = jest.fn();
    scope.onAbort(listener)();
    scope.abort(left);
    expect(listener).not.toHaveBeenCalled();
  });

  it('has an aborted signal for whoever comes late', () => {
    const scope = new CallScope();
    scope.abort(left);
    expect(scope.signal.aborted).toBe(true);
    expect(scope.signal.reason).toBe(left);
    expect(scope.signal).toBe(scope.signal);
  });
});
