import { describe, expect, it } from '@jest/globals';
import { RestartPause } from './restart-pause.js';

const YOUNG = 500;
const OLD = 60_000;

describe('RestartPause', () => {
  it('is none for a worker that has served, and for the first one that has not', () => {
    const pause = new RestartPause();
    expect([pause.next(OLD), pause.next(OLD), pause.next(YOUNG)]).toEqual([0, 0, 0]);
  });

  it('grows up to half a minute while one after the other dies young', () => {
    const pause = new RestartPause();
    const pauses = Array.from({ length: 10 }, () => pause.next(YOUNG));
    expect(pauses).toEqual([0, 250, 500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
  });

  it('starts anew after one that has served', () => {
    const pause = new RestartPause();
    for (let deaths = 0; deaths < 5; deaths += 1) pause.next(YOUNG);
    pause.next(OLD);
    expect([pause.next(YOUNG), pause.next(YOUNG)]).toEqual([0, 250]);
  });
});
