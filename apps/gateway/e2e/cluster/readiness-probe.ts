import { setTimeout as sleep } from 'node:timers/promises';
import type { Pod } from './pod.js';
import type { ClusterTimings } from './timings.js';

/**
 * kubelet's readiness probe of one pod, until the pod is gone: a success makes it ready, failures in a
 * row make it not ready. Each goes over a connection of its own.
 */
export async function probeReadiness(
  pod: Pod,
  timings: ClusterTimings,
  onChange: () => void,
): Promise<void> {
  let failures = 0;
  while (!pod.isGone) {
    const answer = await probe(pod.url, timings.probeTimeoutMs);
    const isSuccess = answer.startsWith('200');
    pod.readinessSeen.add(answer);
    failures = isSuccess ? 0 : failures + 1;
    const wasReady = pod.isReady;
    pod.isReady = isSuccess || (wasReady && failures < timings.failureThreshold);
    if (pod.isReady !== wasReady) onChange();
    await sleep(timings.probePeriodMs, undefined, { ref: false });
  }
}

/** `200 ready`, `503 not_ready`, `no answer`. */
async function probe(url: string, timeoutMs: number): Promise<string> {
  try {
    const response = await fetch(`${url}/health/ready`, {
      headers: { connection: 'close' },
      signal: AbortSignal.timeout(timeoutMs),
    });
    const { status } = (await response.json()) as { status: string };
    return `${response.status} ${status}`;
  } catch {
    return 'no answer';
  }
}
