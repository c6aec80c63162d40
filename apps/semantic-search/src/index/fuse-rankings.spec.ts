import { describe, expect, it } from '@jest/globals';
import { fuseRankings } from './fuse-rankings.js';

const ranking = (...ids: string[]) => ids.map((id, at) => ({ id, score: 1_000 - at }));
const fused = (...rankings: string[][]) =>
  fuseRankings(rankings.map((ids) => ranking(...ids))).map(({ id }) => id);

describe('fuseRankings', () => {
  it('puts what both know before what one of them likes best', () => {
    expect(fused(['words', 'both'], ['meaning', 'other', 'both'])[0]).toBe('both');
  });

  it('looks at ranks only, and loses nothing', () => {
    const scores = fuseRankings([[{ id: 'a', score: 9_999 }], ranking('b', 'c')]);
    expect(scores).toEqual([
      { id: 'a', score: 1 / 61 },
      { id: 'b', score: 1 / 61 },
      { id: 'c', score: 1 / 62 },
    ]);
    expect(fuseRankings([[], []])).toEqual([]);
  });
});
