import { setTimeout as sleep } from 'node:timers/promises';
import { RedisServer } from 'llm-gateway/testing';
import { postChat } from '../support/post-chat.js';
import { SessionsClient } from '../support/sessions-client.js';
import { describeSymptoms } from './describe-symptoms.js';
import { gatewayFor, redisFor } from '../support/start-for.js';
import { expectGood, sightOf } from './symptom.js';

const SLOW = { model: 'simulator/echo?tokens=20&chunk_ms=100' };

const chatIn = (gateway: { readonly url: string }, session_id: string, model = SLOW.model) =>
  postChat(gateway, { model }, { body: { session_id } });

/** A session of one replica, asked for at another. */
async function askElsewhere(
  later: AsyncDisposableStack,
  variables: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const [one, other] = [await gatewayFor(later, variables), await gatewayFor(later, variables)];
  const { id } = await new SessionsClient(one).create();
  return new SessionsClient(other).request('GET', `/${id}`);
}

/** A chat in a session that another one holds for two seconds. */
async function chatWhileBusy(later: AsyncDisposableStack, waitMs: number): Promise<Response> {
  const gateway = await gatewayFor(later, { LLM_GATEWAY_SESSION_WAIT_MS: `${waitMs}` });
  const { id } = await new SessionsClient(gateway).create();
  const running = await postChat(gateway, SLOW, { stream: true, body: { session_id: id } });
  const response = await chatIn(gateway, id);
  await running.text();
  return response;
}

let outage: { readonly redis: RedisServer; readonly ask: () => Promise<Response> };

describeSymptoms('Sessions', [
  {
    see: async (later) => {
      const gateway = await gatewayFor(later);
      const { id } = await new SessionsClient(gateway).create({ ttl_seconds: 1 });
      await sleep(1_500);
      return sightOf(await chatIn(gateway, id));
    },
    mend: async (later) => {
      const gateway = await gatewayFor(later);
      const { id } = await new SessionsClient(gateway).create();
      await expectGood(await chatIn(gateway, id));
    },
  },
  {
    see: async (later) => sightOf(await askElsewhere(later)),
    mend: async (later) => {
      const { url } = await redisFor(later, { appendOnly: true });
      await expectGood(await askElsewhere(later, { LLM_GATEWAY_REDIS_URL: url }));
    },
  },
  {
    see: async (later) => sightOf(await chatWhileBusy(later, 10)),
    mend: async (later) => expectGood(await chatWhileBusy(later, 60_000)),
  },
  {
    see: async (later) => {
      const redis = await redisFor(later, { appendOnly: true });
      const gateway = await gatewayFor(later, { LLM_GATEWAY_REDIS_URL: redis.url });
      const { id } = await new SessionsClient(gateway).create();
      outage = { redis, ask: () => chatIn(gateway, id, 'simulator/echo') };
      await redis.halt();
      return sightOf(await outage.ask());
    },
    mend: async () => {
      const { redis, ask } = outage;
      await redis.launch();
      await redis.until(async () => (await ask()).ok);
    },
  },
]);
