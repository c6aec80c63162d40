import { SHORT_TIMINGS, TRUE_TIMINGS } from '../cluster/timings.js';
import { redisFrozen, redisRestarted, replicaKilled, searchHung } from './faults.js';
import type { FaultsRehearsal } from './measure-faults.js';

/** In the suite: about 40 s. */
export const SHORT_FAULTS: FaultsRehearsal = {
  // Redis comes back before the probes take all replicas out of service.
  timings: { ...SHORT_TIMINGS, probePeriodMs: 1_000, failureThreshold: 4 },
  replicas: 3,
  environment: {
    LLM_GATEWAY_TOOL_TIMEOUT_MS: '1000',
    LLM_GATEWAY_PROBE_INTERVAL_MS: '500',
    // A busy machine may keep Redis waiting for longer than it may take by default.
    LLM_GATEWAY_REDIS_DEADLINE_MS: '1500',
  },
  faults: [searchHung(6_000), redisFrozen(2_500), redisRestarted(2_500), replicaKilled()],
  calmMs: 1_000,
  plan: {
    plainClients: 12,
    plainPauseMs: 250,
    streams: 40,
    streamParts: 10,
    streamPartMs: 150,
    sessions: 24,
    turnPauseMs: 500,
  },
};

/** For docs/reliability.md: some four minutes. */
export const LONG_FAULTS: FaultsRehearsal = {
  timings: TRUE_TIMINGS,
  replicas: 3,
  environment: { LLM_GATEWAY_TOOL_TIMEOUT_MS: '5000' },
  faults: [
    replicaKilled(),
    redisRestarted(5_000),
    redisFrozen(5_000),
    { ...redisFrozen(60_000), name: 'redis-frozen-long' },
    searchHung(60_000),
  ],
  calmMs: 10_000,
  plan: {
    plainClients: 24,
    plainPauseMs: 250,
    streams: 100,
    streamParts: 24,
    streamPartMs: 250,
    sessions: 24,
    turnPauseMs: 400,
  },
};
