/** What Kubernetes decides by, in milliseconds. */
export interface ClusterTimings {
  /** Of the readiness probe: `periodSeconds`. */
  readonly probePeriodMs: number;
  /** `timeoutSeconds` */
  readonly probeTimeoutMs: number;
  /** Failures in a row after which a replica is not ready; a single success makes it ready. */
  readonly failureThreshold: number;
  /** From a change of the endpoints until kube-proxy acts on it. */
  readonly propagationMs: number;
  /** `LLM_GATEWAY_PRE_STOP_DELAY_MS`; longer than the propagation. */
  readonly preStopDelayMs: number;
  /** `terminationGracePeriodSeconds`: then comes SIGKILL. */
  readonly gracePeriodMs: number;
}

/** As in k8s/base, without its preStop hook: the signal comes while all still send requests. */
export const TRUE_TIMINGS: ClusterTimings = {
  probePeriodMs: 3_000,
  probeTimeoutMs: 2_000,
  failureThreshold: 2,
  propagationMs: 1_000,
  preStopDelayMs: 5_000,
  gracePeriodMs: 70_000,
};

/** The same in little, for the suite. */
export const SHORT_TIMINGS: ClusterTimings = {
  probePeriodMs: 500,
  probeTimeoutMs: 1_000,
  failureThreshold: 3,
  propagationMs: 500,
  // Not shorter than clients keep idle connections, which nothing tells that a replica ends.
  preStopDelayMs: 4_500,
  gracePeriodMs: 30_000,
};
