import { describe, expect, it } from '@jest/globals';
import { eventually } from 'llm-gateway/testing';
import { useMcpServers } from './support/mcp/mcp-servers-under-test.js';

describe('MCP servers over stdio', () => {
  const servers = useMcpServers();

  it.each(['modern', 'legacy'] as const)('come back after a crash: %s', async (era) => {
    const gateway = await servers.startGateway({ example: servers.stdio(era) });
    await gateway.untilNames((names) => names.length > 0);
    const { tools } = gateway;
    expect(await tools.execute('example__crash')).toMatchObject({
      success: false,
      code: 'service_unreachable',
    });
    expect((await tools.execute('example__add', { a: 1, b: 2 })).result).toBe('3');
    expect(servers.running).toHaveLength(1);
  });

  it.each(['modern', 'legacy'] as const)('leave no process behind: %s', async (era) => {
    const gateway = await servers.startGateway({ example: servers.stdio(era) });
    await gateway.untilNames((names) => names.length > 0);
    expect(servers.running).toHaveLength(1);
    await servers.stopGateway();
    expect(servers.running).toEqual([]);
  });

  it('that neither answer nor end are killed', async () => {
    await servers.startGateway({ deaf: servers.stdio('deaf') });
    await eventually(() => servers.running.length > 0, 'it runs', 5_000);
    await servers.stopGateway();
    expect(servers.running).toEqual([]);
  });

  it('that cannot be run do not keep the gateway from starting', async () => {
    const gateway = await servers.startGateway({ none: { command: '/nonexistent/program' } });
    expect(await gateway.names()).toEqual([]);
  });
});
