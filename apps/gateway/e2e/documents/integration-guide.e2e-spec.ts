import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AppProcess, FakeToolService, FakeUpstream, fakeAnthropic } from 'llm-gateway/testing';
import { GUIDE_LANGUAGES, guideSteps } from '../support/guide-steps.js';
import { codeBlocks, readDocument } from '../support/markdown.js';
import { runGuide } from '../support/run-guide.js';
import { startGatewayProcess } from '../support/start-gateway-process.js';

const run = promisify(execFile);

describe('docs/INTEGRATION_GUIDE.md', () => {
  const guide = readDocument('docs/INTEGRATION_GUIDE.md');
  const steps = guideSteps(guide);
  const toolsFile = codeBlocks(guide).find(({ language }) => language === 'json')!.code;
  let folder: string;
  let search: AppProcess;
  let agents: FakeToolService;
  let orders: FakeToolService;
  let anthropic: FakeUpstream;
  let gateway: AppProcess;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'llm-gateway-guide-'));
    [agents, orders, anthropic, search] = await Promise.all([
      FakeToolService.start(),
      FakeToolService.start(),
      FakeUpstream.start(fakeAnthropic),
      AppProcess.start('semantic-search', {
        SEARCH_PORT: '0',
        SEARCH_HOST: '127.0.0.1',
        SEARCH_DATA_DIR: join(folder, 'search'),
      }),
    ]);
    orders.answerWith({ body: { status: 'shipped' } });
    anthropic.defaultReply = { text: ['Paris.'], usage: { input: 14, output: 4 } };
    await run(process.execPath, ['scripts/index-documents.mjs', 'docs/', 'README.md'], {
      env: { SEARCH_URL: search.url },
    });
    await writeFile(
      join(folder, 'tools.json'),
      toolsFile.replace('http://orders.shop.svc.cluster.local', orders.url),
    );
    gateway = await startGatewayProcess({
      LLM_GATEWAY_CONFIG_DIR: folder,
      LLM_GATEWAY_DATA_DIR: ':memory:',
      LLM_GATEWAY_SEMANTIC_SEARCH_URL: search.url,
      LLM_GATEWAY_AI_AGENTS_URL: agents.url,
      LLM_GATEWAY_TOOLS_ALLOW_HOSTS: '127.0.0.1',
      ANTHROPIC_API_KEY: 'sk-ant-guide',
      ANTHROPIC_BASE_URL: anthropic.url,
    });
  }, 60_000);
  afterAll(async () => {
    await Promise.all([gateway.kill(), search.kill()]);
    await Promise.all([agents.close(), orders.close(), anthropic.close()]);
    await rm(folder, { recursive: true });
  });

  it.each(GUIDE_LANGUAGES)(
    'prints in %s what it says',
    async (language) => {
      const outputs = await runGuide(steps, language, {
        url: gateway.url,
        LLM_GATEWAY_URL: gateway.url,
        LLM_GATEWAY_TIMEOUT: '5',
      });
      expect(outputs).toEqual(steps.map(({ output }) => output));
    },
    60_000,
  );

  it('asks Anthropic for the model that it names', () => {
    expect(anthropic.lastRequest.json).toMatchObject({ model: 'claude-3-sonnet-20240229' });
  });
});
