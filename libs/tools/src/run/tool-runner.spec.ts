import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { ToolFailure } from '../tool-failure.js';
import type { ToolExecutor } from '../tool-handler.js';
import type { Tool } from '../tool.js';
import { ServiceBreakers } from './service-breakers.js';
import { ToolRunner } from './tool-runner.js';

const never = () => new Promise<never>(() => {});
const settled = () => new Promise((resolve) => setTimeout(resolve, 20));

describe('ToolRunner', () => {
  const unhandled: unknown[] = [];
  const logged: unknown[] = [];
  const keep = (reason: unknown) => void unhandled.push(reason);
  let runner: ToolRunner;

  beforeEach(() => {
    unhandled.splice(0);
    logged.splice(0);
    runner = new ToolRunner(new ServiceBreakers());
    process.on('unhandledRejection', keep);
    jest.spyOn(Logger.prototype, 'error').mockImplementation((line) => void logged.push(line));
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await settled();
    process.off('unhandledRejection', keep);
    if (unhandled.length > 0) throw unhandled[0];
  });

  const toolOf = (execute: ToolExecutor['execute'], more: Partial<Tool> = {}): Tool => ({
    name: 'slow',
    description: '',
    parameters: {},
    source: 'test',
    timeoutMs: 1_000,
    inject: {},
    executor: { service: 'weather', execute },
    check: () => [],
    ...more,
  });
  const run = (tool: Tool, { signal = new AbortController().signal, timeoutMs = 1_000 } = {}) =>
    runner.run({ tool, given: {}, facts: { callerId: '' }, signal, timeoutMs, requestId: 'req_1' });

  it('gives up on a handler that ignores its signal, whatever becomes of it later', async () => {
    const late = Promise.withResolvers<never>();
    const outcome = await run(
      toolOf(() => late.promise),
      { timeoutMs: 10 },
    );
    expect(outcome).toMatchObject({ success: false, code: 'timeout' });
    late.reject(new Error('too late'));
  });

  it('tells the handler why it is over', async () => {
    let signal: AbortSignal | undefined;
    const tool = toolOf((_, call) => {
      ({ signal } = call);
      return never();
    });
    await run(tool, { timeoutMs: 10 });
    expect(signal?.reason).toMatchObject({ code: 'timeout' });
    const leaving = new AbortController();
    const running = run(tool, { signal: leaving.signal });
    leaving.abort();
    expect(await running).toMatchObject({ success: false, code: 'cancelled' });
    expect(signal?.aborted).toBe(true);
  });

  it('does not begin for a caller that has left', async () => {
    const execute = jest.fn(async () => 1);
    const outcome = await run(toolOf(execute), { signal: AbortSignal.abort() });
    expect(outcome).toMatchObject({ success: false, code: 'cancelled' });
    expect(execute).not.toHaveBeenCalled();
  });

  it.each([
    ['text', 'boom', 'boom'],
    ['nothing', undefined, 'undefined'],
    ['an error', new TypeError('x is not a function'), 'TypeError: x is not a function'],
  ])('answers for a handler that throws %s, and logs the fault', async (_, thrown, words) => {
    const outcome = await run(
      toolOf(() => {
        throw thrown;
      }),
    );
    expect(outcome).toMatchObject({ success: false, code: 'internal_error' });
    expect(logged).toEqual([expect.stringContaining(words)]);
    expect(JSON.stringify(outcome)).not.toContain('x is not');
  });

  it('keeps its time while another call tries a service that rested', async () => {
    jest.useFakeTimers();
    const dead = toolOf(async () => {
      throw new ToolFailure('service_unreachable', 'Dead.');
    });
    for (let outage = 0; outage < 5; outage += 1) await run(dead);
    jest.advanceTimersByTime(10_000);
    const probing = run(toolOf(never), { timeoutMs: 200 });
    const second = run(toolOf(never), { timeoutMs: 10 });
    await jest.advanceTimersByTimeAsync(300);
    expect(await second).toMatchObject({ success: false, code: 'circuit_open' });
    expect(await probing).toMatchObject({ success: false, code: 'timeout' });
    jest.useRealTimers();
  });

  it('gives null for a tool that has nothing to say', async () => {
    expect(await run(toolOf(async () => undefined))).toMatchObject({ success: true, result: null });
  });

  it.each([
    ['too deep', JSON.parse('['.repeat(100_000) + ']'.repeat(100_000))],
    ['a number that JSON has not', { count: 1n }],
    ['a function', () => 1],
  ])('gives no result that cannot be written: %s', async (_, result) => {
    const outcome = await run(toolOf(async () => result as unknown));
    expect(outcome).toMatchObject({ success: false, code: 'invalid_response' });
  });

  it('leaves nothing behind on a signal that outlives it', async () => {
    const { signal } = new AbortController();
    const tool = toolOf(async () => 1);
    for (let time = 0; time < 10_000; time += 1) await run(tool, { signal });
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
});
