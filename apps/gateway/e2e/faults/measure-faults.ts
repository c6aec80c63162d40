import { setTimeout as sleep } from 'node:timers/promises';
import { underLoad, type ClusterUnderLoadOptions } from '../cluster/under-load.js';
import type { LoadReport } from '../load/load-report.js';
import type { Fault } from './fault.js';

export interface FaultsRehearsal extends ClusterUnderLoadOptions {
  readonly faults: readonly Fault[];
  /** Milliseconds between two of them, for all to be well again. */
  readonly calmMs: number;
}

/** When a fault struck and ended, and what the cluster made of it. */
export interface FaultRecord {
  readonly fault: Fault;
  /** Milliseconds of the epoch. */
  readonly startedAt: number;
  readonly endedAt: number;
  /** What readiness probes were answered meanwhile: `200 ready`, `503 not_ready`, `no answer`. */
  readonly readiness: readonly string[];
  /** The fewest replicas that new connections went to. */
  readonly fewestEndpoints: number;
}

export interface FaultsResult {
  readonly records: readonly FaultRecord[];
  readonly report: LoadReport;
}

const WARM_UP_MS = 3_000;
const LOOK_EVERY_MS = 50;

/** Lets one fault after the other happen under load, each a phase of its name; `calm` stands between. */
export function measureFaults({
  faults,
  calmMs,
  ...options
}: FaultsRehearsal): Promise<FaultsResult> {
  return underLoad(options, async (parts) => {
    const { cluster, load } = parts;
    const records: FaultRecord[] = [];
    await sleep(WARM_UP_MS);
    for (const fault of faults) {
      const pods = cluster.pods;
      for (const pod of pods) pod.readinessSeen.clear();
      let fewestEndpoints = cluster.endpoints;
      const look = setInterval(() => {
        fewestEndpoints = Math.min(fewestEndpoints, cluster.endpoints);
      }, LOOK_EVERY_MS);
      const startedAt = Date.now();
      load.enter(fault.name);
      await fault.strike(parts);
      const endedAt = Date.now();
      // What ends now may still have met the fault.
      await sleep(calmMs);
      clearInterval(look);
      const readiness = [...new Set(pods.flatMap((pod) => [...pod.readinessSeen]))].toSorted();
      records.push({ fault, startedAt, endedAt, readiness, fewestEndpoints });
      load.enter('calm');
      await sleep(calmMs);
    }
    return { records, report: await load.stop() };
  });
}
