import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { EarliestTimer } from './earliest-timer.js';

describe('EarliestTimer', () => {
  it('works once, at the earliest of the times', async () => {
    let works = 0;
    const timer = new EarliestTimer(() => (works += 1));
    timer.schedule(60_000);
    timer.schedule(10);
    timer.schedule(20);
    await sleep(80);
    expect(works).toBe(1);
    timer.schedule(10);
    await sleep(40);
    expect(works).toBe(2);
    timer.end();
  });

  it('does no more once it is ended', async () => {
    let works = 0;
    const timer = new EarliestTimer(() => (works += 1));
    timer.schedule(5);
    timer.end();
    timer.schedule(5);
    await sleep(30);
    expect(works).toBe(0);
  });
});
