import { setTimeout as sleep } from 'node:timers/promises';
import type { AppProcess } from 'llm-gateway/testing';
import { postChat } from '../support/post-chat.js';
import { describeSymptoms } from './describe-symptoms.js';
import { gatewayFor, processFor, redisFor } from '../support/start-for.js';
import type { Sight } from './symptom.js';

/** Heartbeats of a worker that is stuck, and a start on a busy machine. */
const PATIENCE_MS = 80_000;

async function seeMetrics({ url }: { readonly url: string }): Promise<Sight> {
  const response = await fetch(`${url}/metrics`, { signal: AbortSignal.timeout(2_000) });
  return { place: 'In /metrics', text: await response.text() };
}

/** Asks until so many workers are missing. One that is stuck may be the one that is asked: then nobody answers. */
async function untilMissing(gateway: AppProcess, count: number): Promise<Sight> {
  const wanted = `llm_gateway_metrics_workers{state="missing"} ${count}`;
  const giveUpAt = performance.now() + PATIENCE_MS;
  for (;;) {
    const seen = await seeMetrics(gateway).catch(() => undefined);
    if (seen?.text.includes(wanted)) return seen;
    if (performance.now() > giveUpAt) throw new Error(`Not ${count} missing in time.`);
    await sleep(100);
  }
}

let workers: AppProcess;

describeSymptoms('Metrics', [
  {
    see: async (later) => seeMetrics(await gatewayFor(later)),
    mend: async (later) => {
      const gateway = await gatewayFor(later);
      await (await postChat(gateway, { model: 'simulator/echo' })).text();
      const { text } = await seeMetrics(gateway);
      if (!text.includes('llm_gateway_tokens_total{')) throw new Error(text);
    },
  },
  {
    see: async (later) => {
      const redis = await redisFor(later);
      workers = await processFor(later, { GATEWAY_WORKERS: '2', LLM_GATEWAY_REDIS_URL: redis.url });
      await untilMissing(workers, 0);
      const [, stuck] = workers.children();
      process.kill(stuck!, 'SIGSTOP');
      return untilMissing(workers, 1);
    },
    mend: async () => void (await untilMissing(workers, 0)),
  },
]);
