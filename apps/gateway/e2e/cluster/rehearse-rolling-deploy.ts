import { setTimeout as sleep } from 'node:timers/promises';
import type { LoadReport } from '../load/load-report.js';
import type { PodEnd } from './pod.js';
import { underLoad, type ClusterUnderLoadOptions } from './under-load.js';

export interface Rehearsal extends ClusterUnderLoadOptions {
  /** How often all replicas are replaced. */
  readonly rounds: number;
  /** Milliseconds of load before that, to compare with. */
  readonly beforeMs: number;
}

export interface RehearsalResult {
  readonly report: LoadReport;
  readonly ends: readonly PodEnd[];
  /** Milliseconds that all rounds took. */
  readonly rolledForMs: number;
}

/** Until the runtime has compiled what is hot. */
const WARM_UP_MS = 2_000;

/** Rolls a deployment under load, whose phases are `start`, `before`, `during` and `after`. */
export function rehearseRollingDeploy(rehearsal: Rehearsal): Promise<RehearsalResult> {
  return underLoad(rehearsal, async ({ cluster, load }) => {
    await sleep(WARM_UP_MS);
    load.enter('before');
    await sleep(rehearsal.beforeMs);
    load.enter('during');
    const startedAt = performance.now();
    const ends: PodEnd[] = [];
    for (let round = 0; round < rehearsal.rounds; round += 1) ends.push(...(await cluster.roll()));
    const rolledForMs = performance.now() - startedAt;
    load.enter('after');
    return { report: await load.stop(), ends, rolledForMs };
  });
}
