import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AppProcess } from 'llm-gateway/testing';
import { codeBlocks, readDocument } from '../support/markdown.js';
import { runSnippet } from '../support/run-snippet.js';
import { startGateway, type TestGateway } from '../support/start-gateway.js';
import { ToolsClient } from '../support/tools-client.js';

const run = promisify(execFile);

describe('docs/tools.md', () => {
  const blocks = codeBlocks(readDocument('docs/tools.md'));
  const [execute, clientLoop, gatewayLoop] = blocks.filter(({ language }) => language === 'python');
  const json = blocks.find(({ language }) => language === 'json');
  let folder: string;
  let search: AppProcess;
  let gateway: TestGateway;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'llm-gateway-tools-document-'));
    await writeFile(join(folder, 'tools.json'), json!.code);
    search = await AppProcess.start('semantic-search', {
      SEARCH_PORT: '0',
      SEARCH_HOST: '127.0.0.1',
      SEARCH_DATA_DIR: join(folder, 'search'),
    });
    await run(process.execPath, ['scripts/index-documents.mjs', 'docs/', 'README.md'], {
      env: { SEARCH_URL: search.url },
    });
    gateway = await startGateway({
      LLM_GATEWAY_CONFIG_DIR: folder,
      LLM_GATEWAY_SEMANTIC_SEARCH_URL: search.url,
      ORDERS_TOKEN: 'secret',
    });
  }, 60_000);
  afterAll(async () => {
    await gateway.close();
    await search.kill();
    await rm(folder, { recursive: true });
  });

  const output = async (code: string | undefined) =>
    (await runSnippet('python3', code!, gateway)).split('\n');

  it('finds passages of these documents', async () => {
    const lines = await output(execute?.code);
    expect(lines).toContainEqual(expect.stringMatching(/^docs\/sessions\.md /));
  });

  it('answers the question that README asks of these documents', async () => {
    const block = codeBlocks(readDocument('README.md')).find(({ code }) =>
      code.includes('/v1/tools/execute'),
    );
    const { success, result } = JSON.parse(await runSnippet('sh', block!.code, gateway)) as {
      success: boolean;
      result: { chunks: { metadata: { source: string } }[] };
    };
    expect(success).toBe(true);
    expect(result.chunks.map(({ metadata }) => metadata.source)).toContain('docs/sessions.md');
  });

  it('shows the loop of a client', async () => {
    expect(await output(clientLoop?.code)).toEqual(["['user', 'assistant', 'tool', 'assistant']"]);
  });

  it('shows the loop on the server, streamed', async () => {
    expect(await output(gatewayLoop?.code)).toEqual([
      'semantic_search started',
      'semantic_search completed',
    ]);
  });

  it('has a tools.json that the gateway takes', async () => {
    const tool = await (await new ToolsClient(gateway).get('/get_order')).json();
    expect(tool).toMatchObject({ name: 'get_order', service: 'orders.shop.svc.cluster.local' });
    expect(JSON.stringify(tool)).not.toContain('customer"');
  });
});
