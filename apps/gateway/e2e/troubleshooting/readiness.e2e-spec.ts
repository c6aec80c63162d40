import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FakeToolService, RedisServer } from 'llm-gateway/testing';
import { HealthClient } from '../support/health-client.js';
import { postChat } from '../support/post-chat.js';
import { describeSymptoms } from './describe-symptoms.js';
import { folderWith, gatewayFor, processFor, redisFor } from '../support/start-for.js';
import { expectGood, sightOf, type Sight } from './symptom.js';

async function serviceFor(later: AsyncDisposableStack): Promise<FakeToolService> {
  const service = await FakeToolService.start();
  later.defer(() => service.close());
  return service;
}

const NO_SERVICES = {
  LLM_GATEWAY_SEMANTIC_SEARCH_URL: 'http://127.0.0.1:9',
  LLM_GATEWAY_AI_AGENTS_URL: 'http://127.0.0.1:9',
};

const MEMORY = '/health';

async function seeMemory(later: AsyncDisposableStack, limit: string): Promise<Sight> {
  const gateway = await gatewayFor(later, { LLM_GATEWAY_MEMORY_LIMIT_BYTES: limit });
  return sightOf(await fetch(gateway.url + MEMORY));
}

let edit: (content: string) => Promise<void>;
let edited: HealthClient;
let outage: { readonly redis: RedisServer; readonly health: HealthClient };

describeSymptoms('Readiness and liveness', [
  {
    see: async (later) => {
      const redis = await redisFor(later);
      const gateway = await gatewayFor(later, {
        ...NO_SERVICES,
        LLM_GATEWAY_REDIS_URL: redis.url,
        LLM_GATEWAY_PROBE_INTERVAL_MS: '50',
      });
      outage = { redis, health: new HealthClient(gateway) };
      await redis.halt();
      await outage.health.until(({ status }) => status === 'not_ready');
      return sightOf(await outage.health.get());
    },
    mend: async () => {
      const [, { details }] = await outage.health.read('/ready?verbose');
      if (!details?.['redis']?.last_error?.message) throw new Error('It does not say why.');
      await outage.redis.launch();
      await outage.health.until(({ status }) => status !== 'not_ready');
    },
  },
  {
    see: async (later) => {
      const gateway = await processFor(later, { LLM_GATEWAY_PRE_STOP_DELAY_MS: '50000' });
      const model = 'simulator/echo?latency_ms=30000';
      const running = postChat(gateway, { model }).catch(() => {});
      const health = new HealthClient(gateway);
      gateway.signal('SIGTERM');
      await health.until(({ status }) => status === 'not_ready');
      const sight = await sightOf(await health.get());
      await gateway.kill();
      await running;
      return sight;
    },
  },
  {
    see: async (later) =>
      sightOf(await new HealthClient(await gatewayFor(later, NO_SERVICES)).get()),
    mend: async (later) => {
      const { url } = await serviceFor(later);
      const gateway = await gatewayFor(later, {
        LLM_GATEWAY_SEMANTIC_SEARCH_URL: url,
        LLM_GATEWAY_AI_AGENTS_URL: url,
      });
      await new HealthClient(gateway).until(({ status }) => status === 'ready');
    },
  },
  {
    see: async (later) => {
      const folder = await folderWith(later, { 'providers.json': { providers: {} } });
      edit = (content) => writeFile(join(folder, 'providers.json'), content);
      edited = new HealthClient(
        await gatewayFor(later, {
          ...NO_SERVICES,
          LLM_GATEWAY_CONFIG_DIR: folder,
          LLM_GATEWAY_PROBE_INTERVAL_MS: '50',
        }),
      );
      await edit('{');
      await edited.until(({ checks }) => checks['configuration'] === false);
      return sightOf(await edited.get());
    },
    mend: async () => {
      const [, { details }] = await edited.read('/ready?verbose');
      const reason = details?.['configuration']?.last_error?.message ?? '';
      if (!reason.includes('providers.json:1:'))
        throw new Error(`It does not say where: ${reason}`);
      await edit('{"providers": {}}');
      await edited.until(({ checks }) => checks['configuration'] === true);
    },
  },
  {
    see: (later) => seeMemory(later, '1000000'),
    mend: async (later) => {
      const gateway = await gatewayFor(later, { LLM_GATEWAY_MEMORY_LIMIT_BYTES: '109951162777' });
      await expectGood(await fetch(gateway.url + MEMORY));
    },
  },
]);
