import type { Rehearsal } from './rehearse-rolling-deploy.js';
import { SHORT_TIMINGS, TRUE_TIMINGS } from './timings.js';

/** In the suite: about 40 s. */
export const SHORT_REHEARSAL: Rehearsal = {
  timings: SHORT_TIMINGS,
  // Redis may get too little of a busy machine to answer as soon as it must by default.
  environment: { LLM_GATEWAY_REDIS_DEADLINE_MS: '5000' },
  replicas: 3,
  rounds: 1,
  beforeMs: 3_000,
  plan: {
    plainClients: 20,
    plainPauseMs: 250,
    streams: 60,
    streamParts: 10,
    streamPartMs: 150,
    sessions: 12,
    turnPauseMs: 250,
  },
};

/** The long run: some five minutes. */
export const FULL_REHEARSAL: Rehearsal = {
  timings: TRUE_TIMINGS,
  replicas: 3,
  rounds: 5,
  beforeMs: 30_000,
  startApart: process.getuid?.() === 0,
  plan: {
    plainClients: 24,
    plainPauseMs: 250,
    streams: 200,
    streamParts: 24,
    streamPartMs: 250,
    sessions: 24,
    turnPauseMs: 400,
  },
};
