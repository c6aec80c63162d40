import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { FakeToolService } from 'llm-gateway/testing';
import { eventually } from './support/eventually.js';
import { seen, tools as exampleTools } from './support/mcp/example-tools.mjs';
import { GatewayWithToolsFile } from './support/mcp/gateway-with-tools-file.js';
import { HttpMcpServer, type McpEra } from './support/mcp/http-mcp-server.js';

const STDIO = fileURLToPath(new URL('./support/mcp/stdio-server.mjs', import.meta.url));
const TOOLS = [
  'add',
  'measure',
  'draw',
  'fail',
  'refuse',
  'hang',
  'flood',
  'files_read',
  'crash',
  'ask',
];

const stdio = (kind: string, more: object = {}) => ({
  command: process.execPath,
  args: [STDIO, kind],
  timeout_ms: 10_000,
  ...more,
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** What stdio servers noted of themselves. */
class Pids {
  constructor(readonly file: string) {}

  get all(): readonly number[] {
    if (!existsSync(this.file)) return [];
    return readFileSync(this.file, 'utf8').trim().split('\n').map(Number);
  }

  get running(): readonly number[] {
    return this.all.filter(isRunning);
  }
}

describe('MCP servers', () => {
  let folder: string;
  let pids: Pids;
  let gateway: GatewayWithToolsFile | undefined;
  const servers: HttpMcpServer[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mcp-pids-'));
  });
  afterEach(async () => {
    await gateway?.close();
    gateway = undefined;
    for (const server of servers.splice(0)) await server.close().catch(() => undefined);
    seen.headers.splice(0);
  });
  afterAll(async () => {
    await rm(folder, { recursive: true });
  });

  async function startServer(era: McpEra, port?: number): Promise<HttpMcpServer> {
    const server = await HttpMcpServer.start(era, port);
    servers.push(server);
    return server;
  }

  async function startWith(
    mcpServers: object,
    environment: Readonly<Record<string, string>> = {},
  ): Promise<GatewayWithToolsFile> {
    gateway = await GatewayWithToolsFile.start({ mcpServers }, environment);
    return gateway;
  }

  describe.each([
    ['Streamable HTTP, current', 'modern', false],
    ['Streamable HTTP, legacy', 'legacy', false],
    ['stdio, current', 'modern', true],
    ['stdio, legacy', 'legacy', true],
  ] as const)('over %s', (_, era, isStdio) => {
    async function start(more: object = {}): Promise<GatewayWithToolsFile> {
      pids = new Pids(join(folder, `${era}-${Math.random()}`));
      const env = { TEST_PID_FILE: pids.file };
      const config = isStdio
        ? stdio(era, { env, ...more })
        : { url: (await startServer(era)).url, timeout_ms: 10_000, ...more };
      const started = await startWith({ example: config });
      await started.untilNames((names) => names.length > 0);
      return started;
    }

    it('contribute their tools, in their order, in names that providers take', async () => {
      const { tools, names } = await start().then(async (started) => ({
        tools: started.tools,
        names: await started.names(),
      }));
      expect(names).toEqual(TOOLS.map((name) => `example__${name}`));
      expect(await (await tools.get('/example__add')).json()).toMatchObject({
        description: 'Adds.',
        parameters: { type: 'object', required: ['a', 'b'] },
        service: 'example',
        source: 'mcp',
        available: true,
        timeout_ms: 10_000,
      });
    });

    it('give results', async () => {
      const { tools } = await start();
      const result = async (name: string, given?: object) =>
        (await tools.execute(`example__${name}`, given)).result;
      expect(await result('add', { a: 1, b: 2 })).toBe('3');
      expect(await result('measure')).toEqual({ degrees: 21 });
      expect(await result('draw')).toEqual({
        content: [
          { type: 'text', text: 'A dot.' },
          { type: 'image', data: 'AAAA', mimeType: 'image/png' },
        ],
      });
    });

    it('fail in words', async () => {
      const { tools } = await start();
      const wrong = await tools.post({ name: 'example__add', arguments: { a: 'x' } });
      expect(wrong.status).toBe(422);
      expect(await tools.execute('example__fail')).toMatchObject({
        success: false,
        code: 'tool_error',
        error: 'The disk is full.',
      });
      const refused = await tools.execute('example__refuse');
      expect(refused).toMatchObject({ success: false, code: 'service_error' });
      expect(refused.error).toContain('No refuse.');
      const asked = await tools.execute('example__ask');
      if (era === 'modern') {
        expect(asked.code).toBe('tool_error');
        expect(asked.error).toContain('input of a person');
      } else expect(asked.success).toBe(true);
    });

    it('are held to their limits', async () => {
      const { tools } = await start({ max_response_bytes: 1_000_000 });
      expect(await tools.execute('example__flood', { bytes: 500_000 })).toMatchObject({
        success: true,
      });
      const flood = await tools.execute('example__flood', { bytes: 52_428_800 });
      expect(flood).toMatchObject({ success: false, code: 'response_too_large' });
      expect(flood.duration_ms).toBeLessThan(8_000);
      const hung = await tools.execute('example__hang', {}, { timeout_ms: 100 });
      expect(hung).toMatchObject({ success: false, code: 'timeout' });
      expect((await tools.execute('example__add', { a: 1, b: 1 })).result).toBe('2');
    });

    it('come back after a crash', async () => {
      const { tools } = await start();
      if (isStdio)
        expect(await tools.execute('example__crash')).toMatchObject({
          success: false,
          code: 'service_unreachable',
        });
      else {
        const { port } = servers[0]!;
        const before = tools.execute('example__hang');
        await eventually(() => seen.calls > 0, 'the call has arrived');
        await servers[0]!.close();
        expect(await before).toMatchObject({ success: false, code: 'service_unreachable' });
        expect(await tools.execute('example__measure')).toMatchObject({
          code: 'service_unreachable',
        });
        await startServer(era, port);
      }
      expect((await tools.execute('example__add', { a: 1, b: 2 })).result).toBe('3');
    });

    if (isStdio)
      it('leave no process behind', async () => {
        const started = await start();
        expect(pids.running).toHaveLength(1);
        await started.close();
        gateway = undefined;
        expect(pids.all.length).toBeGreaterThan(0);
        expect(pids.running).toEqual([]);
      });
    else {
      it('are told when a call is cancelled', async () => {
        const { tools } = await start();
        const { calls, cancelled } = seen;
        const leaving = new AbortController();
        const call = tools.post({ name: 'example__hang', arguments: {} }, leaving.signal);
        await eventually(() => seen.calls > calls, 'the call has arrived');
        leaving.abort();
        await expect(call).rejects.toThrow('aborted');
        await eventually(() => seen.cancelled > cancelled, 'the server was told');
        await tools.execute('example__hang', {}, { timeout_ms: 50 });
        await eventually(
          () => seen.cancelled > cancelled + 1,
          'the server was told of the deadline',
        );
      });

      it('tell of changes', async () => {
        const started = await start();
        exampleTools.push({ name: 'late', description: 'Came later.' });
        try {
          servers[0]!.announceChange();
          await started.untilNames((names) => names.includes('example__late'));
        } finally {
          exampleTools.pop();
        }
        servers[0]!.announceChange();
        await started.untilNames((names) => !names.includes('example__late'));
      });

      it('see their own headers and nothing of the caller', async () => {
        gateway = await startWith(
          {
            example: {
              url: (await startServer(era)).url,
              headers: { authorization: 'Bearer ${TOKEN}' },
            },
          },
          { TOKEN: 'mine' },
        );
        await fetch(`${gateway.url}/v1/tools/execute`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization: 'Bearer callers' },
          body: JSON.stringify({ name: 'example__add', arguments: { a: 1, b: 1 } }),
        });
        const sent = new Set(seen.headers.map(({ authorization }) => authorization));
        expect([...sent]).toEqual(['Bearer mine']);
      });
    }
  });

  it('that are away do not keep the gateway from starting, and come later', async () => {
    const server = await startServer('modern');
    const { url, port } = server;
    await server.close();
    const started = await startWith({ later: { url } });
    expect(await started.names()).toEqual([]);
    await startServer('legacy', port);
    await started.untilNames((names) => names.includes('later__add'));
  });

  it('that neither answer nor end are killed', async () => {
    pids = new Pids(join(folder, 'deaf'));
    const startedAt = performance.now();
    const started = await startWith({ deaf: stdio('deaf', { env: { TEST_PID_FILE: pids.file } }) });
    expect(performance.now() - startedAt).toBeLessThan(8_000);
    await eventually(() => pids.running.length > 0, 'it runs');
    await started.close();
    gateway = undefined;
    expect(pids.running).toEqual([]);
  });

  it('come and go with the file', async () => {
    const { url } = await startServer('modern');
    pids = new Pids(join(folder, 'edits'));
    const files = stdio('modern', { env: { TEST_PID_FILE: pids.file }, tools: ['add'] });
    const started = await startWith({ files });
    await started.untilNames((names) => names.join() === 'files__add');
    const [pid] = pids.running;
    await started.edit({ mcpServers: { web: { url, tools: ['files.read', 'add'] }, files } });
    await started.untilNames((names) => names.join() === 'web__add,web__files_read,files__add');
    expect(pids.running).toEqual([pid]);
    await started.edit({ mcpServers: { files: {} } });
    await sleep(1_500);
    expect(await started.names()).toHaveLength(3);
    await started.edit({
      mcpServers: { web: { url, tools: ['add'] }, files: { ...files, disabled: true } },
    });
    await started.untilNames((names) => names.join() === 'web__add');
    await eventually(() => pids.running.length === 0, 'the child has ended', 5_000);
  });

  it.each([
    [{ url: 'http://169.254.169.254/mcp' }, /mcpServers\.bad\.url: .*tools may not call/],
    [{ url: 'http://a/mcp', headers: { a: '${NOT_SET}' } }, /NOT_SET/],
    [{ url: 'http://a/mcp', command: 'x' }, /either 'url' or 'command'/],
    [{ url: 'http://a/mcp', args: [] }, /'args' is for servers with 'command'/],
    [{ uri: 'http://a/mcp' }, /uri/],
  ])('are refused at the start: %j', async (bad, reason) => {
    await expect(startWith({ bad })).rejects.toThrow(reason);
  });

  it('are not followed to other hosts', async () => {
    const service = await FakeToolService.start();
    try {
      service.answerWith({ status: 307, headers: { location: 'http://127.0.0.2:9/mcp' } });
      const started = await startWith({ away: { url: `${service.url}/mcp` } });
      expect(await started.names()).toEqual([]);
      expect(service.requests.length).toBeGreaterThan(0);
    } finally {
      await service.close();
    }
  });
});
