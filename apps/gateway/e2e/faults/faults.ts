import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from 'llm-gateway/testing';
import { letAnswer } from '../cluster/under-load.js';
import type { Fault } from './fault.js';

/** Longer than kubelet needs to see a replica fail. */
const NOTICED_WITHIN_MS = 60_000;

/** One of the replicas dies; Kubernetes starts another when the probe has told. */
export function replicaKilled(): Fault {
  return {
    name: 'replica-killed',
    title: 'One of three replicas is killed (`kill -9`)',
    async strike({ cluster }) {
      const [victim] = cluster.pods;
      await victim!.crash();
      await eventually(() => !victim!.isReady, 'the probe fails', NOTICED_WITHIN_MS);
      await cluster.replaceCrashed(victim!);
    },
  };
}

export function redisRestarted(awayMs: number): Fault {
  return {
    name: 'redis-restarted',
    title: `Redis is killed, and back after ${awayMs / 1_000} s`,
    async strike({ redis }) {
      await redis.halt();
      await sleep(awayMs);
      await redis.launch();
    },
  };
}

/** Connections stay open, and nothing answers. */
export function redisFrozen(forMs: number): Fault {
  return {
    name: 'redis-frozen',
    title: `Redis hangs for ${forMs / 1_000} s (\`SIGSTOP\`)`,
    async strike({ redis }) {
      redis.freeze();
      await sleep(forMs);
      redis.thaw();
    },
  };
}

/** It takes requests and answers none. */
export function searchHung(forMs: number): Fault {
  return {
    name: 'search-hung',
    title: `The search service hangs for ${forMs / 1_000} s`,
    async strike({ search }) {
      search.answerWith({ delayMs: 10 * forMs });
      search.health = 'hung';
      await sleep(forMs);
      search.health = 'well';
      letAnswer(search);
    },
  };
}
