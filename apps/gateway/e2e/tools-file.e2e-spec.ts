import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { FakeToolService, eventually } from 'llm-gateway/testing';
import { startGateway, type TestGateway } from './support/start-gateway.js';
import { ToolsClient } from './support/tools-client.js';

const NONE = { type: 'object', properties: {} };
/** The file is looked at each second. */
const NOTICED_MS = 4_000;

describe('tools.json', () => {
  let configDir: string;
  let service: FakeToolService;
  let gateway: TestGateway | undefined;
  const lines: string[] = [];

  beforeEach(async () => {
    configDir = await mkdtemp(join(tmpdir(), 'llm-gateway-tools-file-'));
    service = await FakeToolService.start();
    lines.splice(0);
    for (const level of ['log', 'error'] as const)
      jest.spyOn(Logger.prototype, level).mockImplementation((line) => void lines.push(line));
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await gateway?.close();
    gateway = undefined;
    await service.close();
    await rm(configDir, { recursive: true });
  });

  const tool = (name: string, handler: object = {}) => ({
    name,
    description: `The tool ${name}.`,
    parameters: NONE,
    handler: { type: 'http', url: `http://localhost:9/${name}`, ...handler },
  });
  const write = (content: object | string, folder = configDir) =>
    writeFile(
      join(folder, 'tools.json'),
      typeof content === 'string' ? content : JSON.stringify(content, undefined, 2),
    );
  const start = async () => {
    gateway = await startGateway({ LLM_GATEWAY_CONFIG_DIR: configDir });
    return new ToolsClient(gateway);
  };
  const ownTools = async (tools: ToolsClient) => {
    const { data } = (await (await tools.get()).json()) as {
      data: { name: string; source: string }[];
    };
    return data.filter(({ source }) => source === 'tools.json').map(({ name }) => name);
  };
  const until = (isSo: () => Promise<boolean> | boolean) =>
    eventually(isSo, 'the edit is noticed', NOTICED_MS);

  it('may be absent, and come later', async () => {
    const tools = await start();
    expect(await ownTools(tools)).toEqual([]);
    await write({ tools: [tool('first')] });
    await until(async () => (await ownTools(tools)).includes('first'));
    await rm(join(configDir, 'tools.json'));
    await until(async () => (await ownTools(tools)).length === 0);
  });

  it('is swapped whole, and a call that runs goes on', async () => {
    const slow = tool('first', { url: `${service.url}/slow` });
    await write({ tools: [slow, tool('second')] });
    const tools = await start();
    service.answerWith({ delayMs: 2_500, body: { done: true } });
    const running = tools.execute('first');
    await write({ tools: [tool('second'), tool('third')] });
    await until(async () => !(await ownTools(tools)).includes('first'));
    expect(await ownTools(tools)).toEqual(['second', 'third']);
    expect(await running).toMatchObject({ success: true, result: { done: true } });
  });

  it('is refused whole with the line and the reason, while the old set stays', async () => {
    await write({ tools: [tool('first')] });
    const tools = await start();
    await write({ tools: [tool('second'), tool('third', { retries: 2 })] });
    await until(() => lines.some((line) => line.includes('stay as they were')));
    expect(lines.at(-1)).toMatch(/tools\.json:\d+: tools\[1\]: handler\.retries is for methods/);
    expect(await ownTools(tools)).toEqual(['first']);
    await write('{ "tools": [\n\n oops');
    await until(() => lines.some((line) => line.includes('not valid JSON')));
    expect(lines.at(-1)).toContain('tools.json:3: ');
    expect(await ownTools(tools)).toEqual(['first']);
  });

  it('follows the symlinks that Kubernetes swaps', async () => {
    for (const version of ['v1', 'v2']) {
      await mkdir(join(configDir, version));
      await write({ tools: [tool(`tool_of_${version}`)] }, join(configDir, version));
    }
    await symlink('v1', join(configDir, '..data'));
    await symlink(join('..data', 'tools.json'), join(configDir, 'tools.json'));
    const tools = await start();
    expect(await ownTools(tools)).toEqual(['tool_of_v1']);
    await symlink('v2', join(configDir, '..data_tmp'));
    await rename(join(configDir, '..data_tmp'), join(configDir, '..data'));
    await until(async () => (await ownTools(tools)).includes('tool_of_v2'));
  });

  it.each([
    ['not JSON', '{', /tools\.json:1: The file is not valid JSON/],
    ['an unknown key', { tool: [] }, /tools\.json:2: 'tool' is not/],
    [
      'an unknown handler',
      { tools: [{ ...tool('a'), handler: { type: 'ftp' } }] },
      /tools\[0\]: handler\.type is 'ftp'; known are http/,
    ],
    ['a name twice', { tools: [tool('a'), tool('a')] }, /The name 'a' is taken/],
    ['the name of a built-in tool', { tools: [tool('get_chunk')] }, /'get_chunk' is taken/],
    [
      'a metadata address',
      { tools: [tool('a', { url: 'http://169.254.169.254/latest' })] },
      /169\.254\.169\.254, which tools may not call/,
    ],
    [
      'the same in other clothes',
      { tools: [tool('a', { url: 'http://[::ffff:a9fe:a9fe]/latest' })] },
      /which tools may not call/,
    ],
    ['a host from an argument', { tools: [tool('a', { url: 'http://{host}/' })] }, /its host/],
    [
      'an argument that is not there',
      { tools: [tool('a', { url: 'http://localhost/{id}' })] },
      /names \{id\}, which parameters\.properties has not/,
    ],
    [
      'a variable that is not set',
      { tools: [tool('a', { headers: { authorization: '${NOT_SET}' } })] },
      /handler\.headers\.authorization names \$\{NOT_SET\}, which is not set/,
    ],
    [
      'what cannot be injected',
      { tools: [tool('a', { inject: { user: 'environment.HOME' } })] },
      /handler\.inject\.user is 'environment\.HOME'/,
    ],
    [
      'a schema that is none',
      {
        tools: [{ ...tool('a'), parameters: { type: 'object', properties: { a: { type: 'x' } } } }],
      },
      /tools\[0\]: schema is invalid/,
    ],
  ])('keeps the gateway from starting with %s', async (_, content, reason) => {
    await write(content);
    await expect(start()).rejects.toThrow(reason);
  });
});
