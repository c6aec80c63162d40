import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { AppProcess } from 'llm-gateway/testing';
import { logOf } from '../support/log-of.js';
import { describeSymptoms } from './describe-symptoms.js';
import { folderWith, gatewayFor, processFor } from '../support/start-for.js';
import { expectGood, type Sight } from './symptom.js';

/** How a start fails. */
async function seeStart(variables: Readonly<Record<string, string>>): Promise<Sight> {
  const [code, text] = await AppProcess.startInVain('gateway', {
    LLM_GATEWAY_HOST: '127.0.0.1',
    LLM_GATEWAY_PORT: '0',
    LLM_GATEWAY_DATA_DIR: ':memory:',
    LLM_GATEWAY_LOG_LEVEL: 'silent',
    ...variables,
  });
  return { place: `Exit code ${code}`, text };
}

async function expectServing({ url }: { readonly url: string }): Promise<void> {
  await expectGood(await fetch(`${url}/health`));
}

describeSymptoms('The start', [
  {
    see: () => seeStart({ LLM_GATEWAY_PORT: 'eighty' }),
    mend: async (later) => expectServing(await processFor(later)),
  },
  {
    see: async () => ({
      place: 'In the log',
      text: await logOf({ LLM_GATEWAY_LOGLEVEL: 'debug' }, 'is no setting', async () => {}),
    }),
    mend: async (later) => {
      const variables = { LLM_GATEWAY_LOG_LEVEL: 'warn', LLM_GATEWAY_PORT: 'tcp://10.0.0.1:8080' };
      await expectServing(await gatewayFor(later, variables));
    },
  },
  {
    see: async (later) =>
      seeStart({
        LLM_GATEWAY_CONFIG_DIR: await folderWith(later, {
          'providers.json': { providers: { mine: { baseUrl: 3 } } },
        }),
      }),
    mend: async (later) => {
      const mine = { adapter: 'openai-compatible', baseUrl: 'http://localhost:9/v1' };
      const folder = await folderWith(later, { 'providers.json': { providers: { mine } } });
      await expectServing(await gatewayFor(later, { LLM_GATEWAY_CONFIG_DIR: folder }));
    },
  },
  {
    see: () => seeStart({ GATEWAY_WORKERS: '2' }),
    mend: async (later) => expectServing(await processFor(later, { GATEWAY_WORKERS: '1' })),
  },
  {
    see: async (later) => {
      const other = createServer().listen(0, '127.0.0.1');
      await once(other, 'listening');
      later.defer(() => void other.close());
      return seeStart({ LLM_GATEWAY_PORT: `${(other.address() as AddressInfo).port}` });
    },
  },
]);
