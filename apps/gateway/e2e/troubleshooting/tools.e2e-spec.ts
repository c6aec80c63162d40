import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppProcess, FakeToolService } from 'llm-gateway/testing';
import { logOf } from '../support/log-of.js';
import { ToolsClient } from '../support/tools-client.js';
import { describeSymptoms } from './describe-symptoms.js';
import { folderWith, gatewayFor } from '../support/start-for.js';
import { sightOf, type Symptom } from './symptom.js';

const NOBODY = 'http://127.0.0.1:9/';
const METADATA = 'http://169.254.169.254/latest/';

async function serviceFor(later: AsyncDisposableStack): Promise<FakeToolService> {
  const service = await FakeToolService.start();
  later.defer(() => service.close());
  return service;
}

const fileWith = (url: string, handler: object = {}) => ({
  tools: [
    {
      name: 'look',
      description: 'Looks something up.',
      parameters: { type: 'object' },
      handler: { type: 'http', url, ...handler },
    },
  ],
});

/** A client of a gateway with one tool, `look`. */
async function toolsWith(
  later: AsyncDisposableStack,
  file: object,
  variables: Readonly<Record<string, string>> = {},
): Promise<ToolsClient> {
  const folder = await folderWith(later, { 'tools.json': file });
  const gateway = await gatewayFor(later, { LLM_GATEWAY_CONFIG_DIR: folder, ...variables });
  return new ToolsClient(gateway);
}

const look = (tools: ToolsClient) => tools.post({ name: 'look', arguments: {} });

async function expectSuccess(tools: ToolsClient): Promise<void> {
  const { success, error } = await tools.execute('look');
  if (!success) throw new Error(`It is not mended: ${error}`);
}

const mendByService: Symptom['mend'] = async (later) =>
  expectSuccess(await toolsWith(later, fileWith((await serviceFor(later)).url)));

let resting: { readonly tools: ToolsClient; readonly service: FakeToolService };

describeSymptoms('Tools', [
  {
    see: async (later) => sightOf(await look(new ToolsClient(await gatewayFor(later)))),
    mend: mendByService,
  },
  {
    see: async (later) => sightOf(await look(await toolsWith(later, fileWith(NOBODY)))),
    mend: mendByService,
  },
  {
    see: async (later) => {
      const service = (await serviceFor(later)).answerWith({ body: {}, delayMs: 1_000 });
      return sightOf(await look(await toolsWith(later, fileWith(service.url, { timeout_ms: 50 }))));
    },
    mend: async (later) => {
      const service = (await serviceFor(later)).answerWith({ body: {}, delayMs: 1_000 });
      await expectSuccess(await toolsWith(later, fileWith(service.url, { timeout_ms: 60_000 })));
    },
  },
  {
    see: async (later) => {
      const service = (await serviceFor(later)).answerWith({ status: 500 });
      const tools = await toolsWith(later, fileWith(service.url));
      for (let failures = 0; failures < 5; failures += 1) await look(tools);
      resting = { tools, service };
      return sightOf(await look(tools));
    },
    mend: async () => {
      resting.service.answerWith({ body: {} });
      await sleep(10_000);
      await expectSuccess(resting.tools);
    },
  },
  {
    see: async (later) => {
      const folder = await folderWith(later, { 'tools.json': fileWith(METADATA) });
      const [code, text] = await AppProcess.startInVain('gateway', {
        LLM_GATEWAY_CONFIG_DIR: folder,
        LLM_GATEWAY_DATA_DIR: ':memory:',
        LLM_GATEWAY_PORT: '0',
      });
      return { place: `Exit code ${code}`, text };
    },
    mend: async (later) => {
      const allowed = { LLM_GATEWAY_TOOLS_ALLOW_HOSTS: '169.254.169.254' };
      const tools = await toolsWith(later, fileWith(METADATA, { timeout_ms: 50 }), allowed);
      const { code } = await tools.execute('look');
      if (code === 'address_refused') throw new Error('It is still refused.');
    },
  },
  {
    see: async (later) => {
      const folder = await folderWith(later, { 'tools.json': fileWith(NOBODY) });
      const file = join(folder, 'tools.json');
      const text = await logOf(
        { LLM_GATEWAY_CONFIG_DIR: folder },
        'The tools stay as they were.',
        () => writeFile(file, '{"tools": [{}]}'),
      );
      return { place: 'In the log', text };
    },
  },
]);
