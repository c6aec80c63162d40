import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { retryDelay } from './retry-delay.js';

const LEAST = () => 0;
const MOST = () => 1;

describe('retryDelay', () => {
  it.each([
    [1, 250],
    [2, 500],
    [3, 1_000],
    [4, 2_000],
    [5, 4_000],
    [6, 8_000],
    [7, 8_000],
    [100, 8_000],
    [2_000, 8_000],
  ])('backs off before retry %d by at most %d ms, and at least not at all', (retry, most) => {
    expect(retryDelay(retry, undefined, MOST)).toBe(most);
    expect(retryDelay(retry, undefined, LEAST)).toBe(0);
  });

  it('spreads the retries of many callers evenly', () => {
    expect(retryDelay(3, undefined, () => 0.25)).toBe(250);
    expect(retryDelay(3, undefined, () => 0.75)).toBe(750);
  });

  it.each([0, 1, 1_500, 60_000])(
    'waits the %d ms that the upstream asks for, and up to 250 more',
    (ms) => {
      expect(retryDelay(1, ms, LEAST)).toBe(ms);
      expect(retryDelay(9, ms, MOST)).toBe(ms + 250);
    },
  );

  it('stays within its bounds with real chance', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.option(fc.nat(100_000), { nil: undefined }),
        (retry, asked) => {
          const delay = retryDelay(retry, asked);
          const least = asked ?? 0;
          expect(delay).toBeGreaterThanOrEqual(least);
          expect(delay).toBeLessThanOrEqual(asked === undefined ? 8_000 : least + 250);
        },
      ),
    );
  });
});
