export interface Ranked {
  /** Of a chunk. */
  readonly id: string;
  /** More is better; comparable within one ranking only. */
  readonly score: number;
}

/** As in Cormack et al., Reciprocal Rank Fusion (SIGIR 2009). */
const RANK_OFFSET = 60;

/** One ranking out of several whose scores cannot be compared: reciprocal rank fusion. */
export function fuseRankings(rankings: readonly (readonly Ranked[])[]): Ranked[] {
  const scores = new Map<string, number>();
  for (const ranking of rankings)
    for (const [index, { id }] of ranking.entries())
      scores.set(id, (scores.get(id) ?? 0) + 1 / (RANK_OFFSET + index + 1));
  const fused = [...scores].map(([id, score]) => ({ id, score }));
  return fused.sort((one, other) => other.score - one.score);
}
