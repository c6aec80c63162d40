import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { EarliestTimer } from './earliest-timer.js';

describe('EarliestTimer', () => {
  beforeAll(() => void jest.useFakeTimers());
  afterAll(() => void jest.useRealTimers());

  it('works once, at the earliest of the times', () => {
    let works = 0;
    const timer = new EarliestTimer(() => (works += 1));
    timer.schedule(60_000);
    timer.schedule(10);
    timer.schedule(20);
    jest.advanceTimersByTime(80);
    expect(works).toBe(1);
    timer.schedule(10);
    jest.advanceTimersByTime(40);
    expect(works).toBe(2);
    timer.end();
  });

  it('does no more once it is ended', () => {
    let works = 0;
    const timer = new EarliestTimer(() => (works += 1));
    timer.schedule(5);
    timer.end();
    timer.schedule(5);
    jest.advanceTimersByTime(30);
    expect(works).toBe(0);
  });
});
