import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { GatewayWithToolsFile } from './support/mcp/gateway-with-tools-file.js';
import { eventually } from 'llm-gateway/testing';
import { McpServersUnderTest, useMcpServers } from './support/mcp/mcp-servers-under-test.js';

describe.each([
  ['Streamable HTTP, current revision', 'http', 'modern'],
  ['Streamable HTTP, legacy revision', 'http', 'legacy'],
  ['stdio, current revision', 'stdio', 'modern'],
  ['stdio, legacy revision', 'stdio', 'legacy'],
] as const)('an MCP server over %s', (_, kind, era) => {
  const servers = useMcpServers();
  let gateway: GatewayWithToolsFile;
  const limits = { timeout_ms: 10_000, max_response_bytes: 1_000_000 };

  beforeEach(async () => {
    const example =
      kind === 'stdio'
        ? servers.stdio(era, limits)
        : { url: (await servers.startHttp(era)).url, ...limits };
    gateway = await servers.startGateway({ example });
    await gateway.untilNames((names) => names.length > 0);
  });
  const execute = (name: string, given?: object, more?: object) =>
    gateway.tools.execute(`example__${name}`, given, more);

  it('contributes its tools, in its order, in names that providers take', async () => {
    expect(await gateway.names()).toEqual(McpServersUnderTest.namesOf('example'));
    expect(await (await gateway.tools.get('/example__add')).json()).toMatchObject({
      description: 'Adds.',
      parameters: { type: 'object', required: ['a', 'b'] },
      service: 'example',
      source: 'mcp',
      available: true,
      timeout_ms: 10_000,
    });
  });

  it('gives results', async () => {
    expect((await execute('add', { a: 1, b: 2 })).result).toBe('3');
    expect((await execute('measure')).result).toEqual({ degrees: 21 });
    expect((await execute('draw')).result).toEqual({
      content: [
        { type: 'text', text: 'A dot.' },
        { type: 'image', data: 'AAAA', mimeType: 'image/png' },
      ],
    });
  });

  it('fails in words', async () => {
    const wrong = await gateway.tools.post({ name: 'example__add', arguments: { a: 'x' } });
    expect(wrong.status).toBe(422);
    expect(await execute('fail')).toMatchObject({
      success: false,
      code: 'tool_error',
      error: 'The disk is full.',
    });
    const refused = await execute('refuse');
    expect(refused).toMatchObject({ success: false, code: 'service_error' });
    expect(refused.error).toContain('No refuse.');
  });

  it('is held to its limits', async () => {
    expect(await execute('flood', { bytes: 500_000 })).toMatchObject({ success: true });
    const flood = await execute('flood', { bytes: 52_428_800 });
    expect(flood).toMatchObject({ success: false, code: 'response_too_large' });
    expect(flood.error).toContain('1000000 bytes');
    const hung = await execute('hang', {}, { timeout_ms: 100 });
    expect(hung).toMatchObject({ success: false, code: 'timeout' });
    expect((await execute('add', { a: 1, b: 1 })).result).toBe('2');
  });

  it('is told of calls whose caller left or whose time is over', async () => {
    const cancelled = async () => Number((await execute('tally')).result);
    const before = await cancelled();
    const leaving = new AbortController();
    const call = gateway.tools.post({ name: 'example__hang', arguments: {} }, leaving.signal);
    // Until it runs: a call that has not begun has nobody to tell.
    await sleep(500);
    leaving.abort();
    await expect(call).rejects.toThrow('aborted');
    await execute('hang', {}, { timeout_ms: 50 });
    await eventually(async () => (await cancelled()) === before + 2, 'both are told of');
  });

  it('tells of changes', async () => {
    await execute('grow');
    await gateway.untilNames((names) => names.includes('example__late'));
    await execute('grow');
    await gateway.untilNames((names) => !names.includes('example__late'));
    expect(await gateway.names()).toEqual(McpServersUnderTest.namesOf('example'));
  });
});
