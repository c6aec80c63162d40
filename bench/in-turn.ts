import { percentile } from './load.js';

/** Short enough that whatever else the machine does in a phase of seconds meets both sides alike. */
export const SLICE_SECONDS = 0.5;
const SLICES = Number(process.env['BENCH_SLICES'] ?? 24);

/** What was measured of the reference and of the gateway, one right after the other. */
export type Pair<Measured> = readonly [reference: Measured, gateway: Measured];

export interface Comparison {
  readonly floor: number;
  readonly gateway: number;
  /** Of the gateway to the floor, in the median pair. */
  readonly ratio: number;
}

/**
 * Measures both sides in turn, slice by slice. What is read from the pairs is their median: a stall
 * of the machine spoils the slice that it falls into and no more.
 */
export async function inTurn<Measured>(
  reference: () => Promise<Measured>,
  gateway: () => Promise<Measured>,
): Promise<readonly Pair<Measured>[]> {
  const pairs: Pair<Measured>[] = [];
  for (let slice = 0; slice < SLICES; slice++) pairs.push([await reference(), await gateway()]);
  return pairs;
}

export function compare(pairs: readonly Pair<number>[]): Comparison {
  return {
    floor: median(pairs.map(([floor]) => floor)),
    gateway: median(pairs.map(([, gateway]) => gateway)),
    ratio: median(pairs.map(([floor, gateway]) => gateway / floor)),
  };
}

/** What the gateway adds at this percentile, in the median pair. */
export function addedAt(pairs: readonly Pair<readonly number[]>[], share: number): number {
  return median(
    pairs.map(([direct, through]) => percentile(through, share) - percentile(direct, share)),
  );
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}
