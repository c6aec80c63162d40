import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import {
  CallScope,
  DEFAULT_DEADLINES,
  type LayeredCall,
  type Provider,
} from 'llm-gateway/contracts';
import { DeadlinesLayer } from './deadlines.layer.js';

const DEADLINES = { ...DEFAULT_DEADLINES, firstTokenMs: 1_000, totalMs: 5_000 };

function callWith(stream: boolean | undefined): LayeredCall {
  const provider = { name: 'fake', deadlines: DEADLINES } as Provider;
  const model = { requested: 'm', name: 'm', facts: {} };
  return { provider, model, scope: new CallScope(), ...(stream !== undefined && { stream }) };
}

/** As an adapter behaves: it answers after a while, or fails when the call is aborted. */
function answerAfter(ms: number, { scope }: LayeredCall): () => Promise<string> {
  return () =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => resolve('answer'), ms);
      scope.signal.addEventListener('abort', () => {
        clearTimeout(timer);
        reject(scope.signal.reason);
      });
    });
}

const failureOf = (promise: Promise<unknown>) => promise.catch((error: unknown) => error);

const layer = new DeadlinesLayer();

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
});

describe('DeadlinesLayer', () => {
  it.each([true, false])('lets an answer in time through (stream: %s)', async (stream) => {
    const call = callWith(stream);
    const answer = layer.around(call, answerAfter(999, call));
    await jest.advanceTimersByTimeAsync(999);
    expect(await answer).toBe('answer');
    expect(call.scope.signal.aborted).toBe(false);
  });

  it('ends a stream that does not start in time', async () => {
    const call = callWith(true);
    const outcome = failureOf(layer.around(call, answerAfter(2_000, call)));
    await jest.advanceTimersByTimeAsync(1_000);
    expect(await outcome).toMatchObject({
      code: 'provider_timeout',
      status: 504,
      message: "Provider 'fake' sent no token within 1000 ms (deadline first_token_ms).",
      details: { provider: 'fake' },
    });
  });

  it.each([false, undefined])(
    'knows no first token without a stream (stream: %s)',
    async (stream) => {
      const call = callWith(stream);
      const answer = layer.around(call, answerAfter(4_999, call));
      await jest.advanceTimersByTimeAsync(4_999);
      expect(await answer).toBe('answer');
    },
  );

  it('ends a call that takes too long as a whole', async () => {
    const call = callWith(false);
    const outcome = failureOf(layer.around(call, answerAfter(9_000, call)));
    await jest.advanceTimersByTimeAsync(5_000);
    expect(await outcome).toMatchObject({
      code: 'provider_timeout',
      message: "Provider 'fake' did not finish within 5000 ms (deadline total_ms).",
    });
  });

  it('watches over a stream after it has started, but not over its first token', async () => {
    const call = callWith(true);
    await layer.around(call, async () => 'started');
    await jest.advanceTimersByTimeAsync(4_999);
    expect(call.scope.signal.aborted).toBe(false);
    await jest.advanceTimersByTimeAsync(1);
    expect(call.scope.signal.reason).toMatchObject({
      message: expect.stringContaining('deadline total_ms'),
    });
  });

  it.each([true, false])(
    'leaves no timer behind when the call is over (stream: %s)',
    async (stream) => {
      const call = callWith(stream);
      await layer.around(call, async () => 'answer');
      call.scope.end();
      expect(jest.getTimerCount()).toBe(0);
    },
  );

  it('leaves no timer behind when the call fails', async () => {
    const call = callWith(true);
    await expect(layer.around(call, () => Promise.reject(new Error('Failed.')))).rejects.toThrow(
      'Failed.',
    );
    call.scope.end();
    expect(jest.getTimerCount()).toBe(0);
  });
});
