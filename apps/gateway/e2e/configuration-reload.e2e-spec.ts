import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { ConfigurationFiles } from 'llm-gateway/configuration';
import { FakeUpstream, eventually, fakeOpenAi } from 'llm-gateway/testing';
import { usedHeap } from './support/collect-garbage.js';
import { postChat, readStream } from './support/post-chat.js';
import { startGateway, type TestGateway } from './support/start-gateway.js';
import { ToolsClient } from './support/tools-client.js';

/** Files are looked at each second. */
const NOTICED_MS = 10_000;
const EDITS = 200;

describe('the configuration of a gateway that runs', () => {
  const lines: string[] = [];
  const upstreams: FakeUpstream[] = [];
  let folder: string;
  let gateway: TestGateway;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'llm-gateway-reload-'));
    lines.splice(0);
    for (const level of ['log', 'error'] as const)
      jest.spyOn(Logger.prototype, level).mockImplementation((line) => void lines.push(line));
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await gateway?.close();
    for (const upstream of upstreams.splice(0)) await upstream.close();
    await rm(folder, { recursive: true });
  });

  const start = async () => {
    gateway = await startGateway({ LLM_GATEWAY_CONFIG_DIR: folder });
  };
  const newUpstream = async () => {
    const upstream = await FakeUpstream.start(fakeOpenAi);
    upstreams.push(upstream);
    return upstream;
  };
  const entryFor = (upstream: FakeUpstream, more: object = {}) => ({
    adapter: 'openai-compatible',
    baseUrl: `${upstream.url}/v1`,
    quirks: { authStyle: 'none' },
    headers: { authorization: 'Bearer of-the-test' },
    ...more,
  });
  const write = (name: string, content: object | string, into = folder) =>
    writeFile(
      join(into, name),
      typeof content === 'string' ? content : JSON.stringify(content, undefined, 2),
    );
  const look = () => gateway.app.get(ConfigurationFiles).look();
  const chat = async (model: string) => (await postChat(gateway, { model })).status;
  const metric = async (name: string) => {
    const text = await (await fetch(`${gateway.url}/metrics`)).text();
    return text.split('\n').filter((line) => line.startsWith(name));
  };
  const until = (isSo: () => Promise<boolean> | boolean) =>
    eventually(isSo, 'the edit is noticed', NOTICED_MS);

  it('takes a new provider and its alias, without a restart or a word from outside', async () => {
    const upstream = await newUpstream();
    await start();
    expect(await chat('mine/small')).toBe(404);
    await write('providers.json', { providers: { mine: entryFor(upstream) } });
    await until(async () => (await chat('mine/small')) === 200);
    expect(lines).toContain('Providers added: mine');
    await write('models.json', { aliases: { fast: 'mine/small' } });
    await until(async () => (await chat('fast')) === 200);
    expect(lines).toContain('Aliases added: fast');
    expect(upstream.requests.at(-1)?.text).toContain('"small"');
    await rm(join(folder, 'models.json'));
    await rm(join(folder, 'providers.json'));
    await until(async () => (await chat('mine/small')) === 404);
    expect(lines).toContain('Providers removed: mine');
  });

  it('stays as it was after a broken edit, says where, and goes on when it is mended', async () => {
    const [first, second] = [await newUpstream(), await newUpstream()];
    await write('providers.json', { providers: { mine: entryFor(first) } });
    await write('models.json', { aliases: { fast: 'mine/small' } });
    await start();
    const info = await metric('llm_gateway_config_info');
    expect(info).toEqual([
      expect.stringMatching(/^llm_gateway_config_info\{hash="[0-9a-f]{12}"\} 1$/),
    ]);

    // The other file names what this one takes away, and an adapter refuses what the third one says.
    await write('providers.json', { providers: { yours: entryFor(second) } });
    await look();
    expect(lines.at(-1)).toMatch(
      /models\.json:3: 'aliases\.fast' names provider 'mine', .*\nThe providers and models stay as they were\.$/,
    );
    await write('providers.json', {
      providers: {
        mine: entryFor(second, { quirks: { authStyle: 'smoke' } }),
        yours: entryFor(second, { adapter: 'pigeon' }),
      },
    });
    await look();
    expect(lines.at(-1)).toMatch(
      /providers\.json:6: .*authStyle.*\n.*providers\.json:14: .*'pigeon'/,
    );
    expect(await chat('fast')).toBe(200);
    expect(first.requests).toHaveLength(1);
    expect(await metric('llm_gateway_config_info')).toEqual(info);
    expect(await metric('llm_gateway_config_reloads_total')).toEqual([
      'llm_gateway_config_reloads_total{result="loaded"} 0',
      'llm_gateway_config_reloads_total{result="refused"} 2',
    ]);

    await write('providers.json', { providers: { mine: entryFor(second) } });
    await look();
    expect(await chat('fast')).toBe(200);
    expect(second.requests).toHaveLength(1);
    expect(lines).toContain('Providers changed: mine');
    expect(await metric('llm_gateway_config_info')).not.toEqual(info);
    expect(await metric('llm_gateway_config_reloads_total')).toContain(
      'llm_gateway_config_reloads_total{result="loaded"} 1',
    );
  });

  it('keeps the gateway from starting when an adapter refuses it, with all places', async () => {
    const upstream = await newUpstream();
    await write('providers.json', {
      providers: {
        mine: entryFor(upstream, { quirks: { authStyle: 'smoke' } }),
        yours: entryFor(upstream, { adapter: 'pigeon' }),
      },
    });
    await expect(start()).rejects.toThrow(
      /^The configuration has faults:\n.+providers\.json:6: .*authStyle.*\n.+providers\.json:14: .*'pigeon'/,
    );
  });

  it('follows the symlinks that Kubernetes swaps, in all three files', async () => {
    const upstream = await newUpstream();
    for (const version of ['v1', 'v2']) {
      const into = join(folder, version);
      await mkdir(into);
      await write('providers.json', { providers: { [version]: entryFor(upstream) } }, into);
      await write('models.json', { aliases: { fast: `${version}/small` } }, into);
      const handler = { type: 'http', url: 'http://localhost:9/' };
      const parameters = { type: 'object' };
      const tool = { name: `tool_${version}`, description: 'A tool.', parameters, handler };
      await write('tools.json', { tools: [tool] }, into);
    }
    await symlink('v1', join(folder, '..data'));
    for (const name of ['providers.json', 'models.json', 'tools.json'])
      await symlink(join('..data', name), join(folder, name));
    await start();
    const tools = new ToolsClient(gateway);
    expect([await chat('fast'), (await tools.get('/tool_v1')).status]).toEqual([200, 200]);
    await symlink('v2', join(folder, '..data_tmp'));
    await rename(join(folder, '..data_tmp'), join(folder, '..data'));
    await until(async () => (await chat('v2/small')) === 200);
    await until(async () => (await tools.get('/tool_v2')).status === 200);
    expect([await chat('fast'), await chat('v1/small')]).toEqual([200, 404]);
    expect(lines.join('\n')).not.toContain('stay as they were');
  });

  it('lets a stream that runs through a swap end whole', async () => {
    const [first, second] = [await newUpstream(), await newUpstream()];
    await write('providers.json', { providers: { mine: entryFor(first) } });
    await start();
    first.replyWith({ text: ['one ', 'two ', 'three ', 'four'] });
    first.frameDelayMs = 300;
    const running = await postChat(gateway, { model: 'mine/small' }, { stream: true });
    const deadlines = { idleMs: 5_000 };
    await write('providers.json', { providers: { mine: entryFor(second, { deadlines }) } });
    await look();
    expect(await chat('mine/small')).toBe(200);
    expect(second.requests).toHaveLength(1);
    await rm(join(folder, 'providers.json'));
    await look();
    expect(await chat('mine/small')).toBe(404);
    expect(await readStream(running)).toEqual({
      text: 'one two three four',
      done: true,
      error: undefined,
    });
  });

  it(`leaves nothing behind after ${EDITS} edits`, async () => {
    const upstream = await newUpstream();
    await start();
    const edit = async (count: number) => {
      const content = { mine: entryFor(upstream, { deadlines: { idleMs: 10_000 + count } }) };
      await write('providers.json', count % 10 === 9 ? '{' : { providers: content });
      await look();
      expect(await chat('mine/small')).toBe(200);
    };
    const handles = () => process.getActiveResourcesInfo().filter((kind) => kind !== 'Immediate');
    for (let count = 0; count < EDITS / 2; count += 1) await edit(count);
    const [heap, before] = [await usedHeap(), handles().length];
    for (let count = 0; count < EDITS; count += 1) await edit(EDITS + count);
    expect(upstream.openSockets).toBeLessThan(10);
    expect(handles().length).toBeLessThan(before + 20);
    expect((await usedHeap()) - heap).toBeLessThan(10_000_000);
  }, 60_000);
});
