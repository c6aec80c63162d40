import { describe, expect, it } from '@jest/globals';
import { TurnQueue } from './turn-queue.js';

const NEVER = new AbortController().signal;
const later = (ms = 10_000) => performance.now() + ms;

describe('TurnQueue', () => {
  it('lets one in at a time, in the order of their coming', async () => {
    const queue = new TurnQueue();
    const order: number[] = [];
    let inside = 0;
    const visit = async (number: number) => {
      const leave = await queue.enter('a', later(), NEVER);
      expect((inside += 1)).toBe(1);
      order.push(number);
      await new Promise(setImmediate);
      inside -= 1;
      leave?.();
      leave?.();
    };
    const numbers = Array.from({ length: 20 }, (_, index) => index);
    await Promise.all(numbers.map(visit));
    expect(order).toEqual(numbers);
  });

  it('keeps sessions apart', async () => {
    const queue = new TurnQueue();
    await queue.enter('a', later(), NEVER);
    expect(await queue.enter('b', later(), NEVER)).toBeDefined();
  });

  it('gives up at the deadline or when the call ends, without a gap in the queue', async () => {
    const queue = new TurnQueue();
    const leave = await queue.enter('a', later(), NEVER);
    const call = new AbortController();
    const late = queue.enter('a', later(20), NEVER);
    const gone = queue.enter('a', later(), call.signal);
    const next = queue.enter('a', later(), NEVER);
    call.abort();
    expect(await gone).toBeUndefined();
    expect(await late).toBeUndefined();
    leave?.();
    expect(await next).toBeDefined();
  });

  it('does not let in who is gone already', async () => {
    const queue = new TurnQueue();
    await queue.enter('a', later(), NEVER);
    expect(await queue.enter('a', later(), AbortSignal.abort())).toBeUndefined();
  });
});
