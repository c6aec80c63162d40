import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { FakeToolService, eventually } from 'llm-gateway/testing';
import { seen } from './support/mcp/example-tools.mjs';
import { useMcpServers } from './support/mcp/mcp-servers-under-test.js';

describe('MCP servers over Streamable HTTP', () => {
  const servers = useMcpServers();
  afterEach(() => void seen.headers.splice(0));

  it.each(['modern', 'legacy'] as const)('come back after a crash: %s', async (era) => {
    const server = await servers.startHttp(era);
    const { url, port } = server;
    const { tools } = await servers.startGateway({ example: { url } });
    const { calls } = seen;
    const before = tools.execute('example__hang');
    await eventually(() => seen.calls > calls, 'the call has arrived');
    await servers.crash(server);
    expect(await before).toMatchObject({ success: false, code: 'service_unreachable' });
    expect(await tools.execute('example__measure')).toMatchObject({ code: 'service_unreachable' });
    await servers.startHttp(era, port);
    expect((await tools.execute('example__add', { a: 1, b: 2 })).result).toBe('3');
  });

  it('that changed their revision meanwhile are asked anew', async () => {
    const server = await servers.startHttp('legacy');
    const { url, port } = server;
    const { tools } = await servers.startGateway({ example: { url } });
    await servers.crash(server);
    await tools.execute('example__measure');
    await servers.startHttp('modern', port);
    expect((await tools.execute('example__measure')).success).toBe(true);
  });

  it('that forgot a session get a new one, unseen by the caller', async () => {
    const server = await servers.startHttp('legacy');
    const { url, port } = server;
    const { tools } = await servers.startGateway({ example: { url } });
    await tools.execute('example__measure');
    await servers.crash(server);
    await servers.startHttp('legacy', port);
    expect((await tools.execute('example__add', { a: 1, b: 2 })).result).toBe('3');
  });

  it('that are away do not keep the gateway from starting, and come later', async () => {
    const server = await servers.startHttp('modern');
    const { url, port } = server;
    await servers.crash(server);
    const gateway = await servers.startGateway({ later: { url } });
    expect(await gateway.names()).toEqual([]);
    await servers.startHttp('legacy', port);
    await gateway.untilNames((names) => names.includes('later__add'));
  });

  it.each(['modern', 'legacy'] as const)(
    'see their own headers and nothing of the caller: %s',
    async (era) => {
      const { url } = await servers.startHttp(era);
      const headers = { authorization: 'Bearer ${TOKEN}' };
      const gateway = await servers.startGateway({ example: { url, headers } }, { TOKEN: 'mine' });
      const response = await fetch(`${gateway.url}/v1/tools/execute`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: 'Bearer callers' },
        body: JSON.stringify({ name: 'example__measure', arguments: {} }),
      });
      expect(await response.json()).toMatchObject({ success: true });
      expect([...new Set(seen.headers.map(({ authorization }) => authorization))]).toEqual([
        'Bearer mine',
      ]);
    },
  );

  it('that ask a person for input are refused, and nothing is accepted for anybody', async () => {
    const { url } = await servers.startHttp('modern');
    const { tools } = await servers.startGateway({ example: { url } });
    const { calls } = seen;
    const asked = await tools.execute('example__ask');
    expect(asked).toMatchObject({ success: false, code: 'tool_error' });
    expect(asked.error).toContain('input of a person');
    expect(seen.calls).toBe(calls + 1);
  });

  it.each(['modern', 'legacy'] as const)('are asked nothing without need: %s', async (era) => {
    const { url } = await servers.startHttp(era);
    const { tools } = await servers.startGateway({ example: { url } });
    await sleep(500);
    const before = seen.headers.length;
    expect((await tools.execute('example__measure')).success).toBe(true);
    await sleep(1_000);
    expect(seen.headers.length).toBe(before + 1);
  });

  it.each(['modern', 'legacy'] as const)('are hung up on by cancelled calls: %s', async (era) => {
    const server = await servers.startHttp(era);
    const { tools } = await servers.startGateway({ example: { url: server.url } });
    await tools.execute('example__measure');
    const { open } = server;
    for (let call = 0; call < 3; call += 1)
      await tools.execute('example__hang', {}, { timeout_ms: 50 });
    await eventually(() => server.open <= open, 'no request is open');
    expect((await tools.execute('example__measure')).success).toBe(true);
  });

  it('that answer input_required are told nothing', async () => {
    const service = await FakeToolService.start();
    service.answerBy(({ body }) => {
      const { id, method } = body as { id: number; method: string };
      const result = { resultType: 'complete', ttlMs: 60_000, cacheScope: 'private' };
      const results: Readonly<Record<string, object>> = {
        'server/discover': {
          ...result,
          supportedVersions: ['2026-07-28'],
          capabilities: { tools: {} },
        },
        'tools/list': { ...result, tools: [{ name: 'ask', inputSchema: { type: 'object' } }] },
        'tools/call': {
          resultType: 'input_required',
          requestState: 'x',
          inputRequests: {
            who: {
              method: 'elicitation/create',
              params: { message: 'Who?', requestedSchema: { type: 'object', properties: {} } },
            },
          },
        },
      };
      return { body: { jsonrpc: '2.0', id, result: results[method] } };
    });
    try {
      const { tools } = await servers.startGateway({ example: { url: service.url } });
      const asked = await tools.execute('example__ask');
      expect(asked).toMatchObject({ success: false, code: 'tool_error' });
      expect(asked.error).toContain('input of a person');
      const calls = service.requests.filter(({ body }) => JSON.stringify(body).includes('/call'));
      expect(calls).toHaveLength(1);
    } finally {
      await servers.stopGateway();
      await service.close();
    }
  });

  it('are left alone after failures in a row', async () => {
    const server = await servers.startHttp('modern');
    const { tools } = await servers.startGateway({ example: { url: server.url } });
    await servers.crash(server);
    for (let failure = 0; failure < 5; failure += 1)
      expect((await tools.execute('example__measure')).code).toBe('service_unreachable');
    expect((await tools.execute('example__measure')).code).toBe('circuit_open');
  });

  it.each([
    ['redirects to another host', { status: 307, headers: { location: 'http://127.0.0.2:9/' } }],
    ['answers 401', { status: 401, body: 'no' }],
    ['answers 500', { status: 500, body: 'no' }],
    ['is no MCP server', { body: '<html>' }],
    ['hangs', { delayMs: 60_000 }],
    ['floods', { bytes: 52_428_800 }],
  ])('do not keep the gateway from starting when one %s', async (_, answer) => {
    const service = (await FakeToolService.start()).answerWith(answer);
    try {
      const { url } = await servers.startHttp('modern');
      const gateway = await servers.startGateway({
        bad: { url: `${service.url}/mcp` },
        good: { url, tools: ['add'] },
      });
      expect(await gateway.names()).toEqual(['good__add']);
      expect(service.requests.length).toBeGreaterThan(0);
      await servers.stopGateway();
    } finally {
      await service.close();
    }
  });
});
