import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { eventually } from 'llm-gateway/testing';
import { useMcpServers } from './support/mcp/mcp-servers-under-test.js';

/** Longer than until an edit is seen. */
const SEEN_MS = 1_500;

describe('mcpServers of tools.json', () => {
  const servers = useMcpServers();

  it('may change while the gateway runs; what stays the same stays connected', async () => {
    const { url } = await servers.startHttp('modern');
    const files = servers.stdio('modern', { tools: ['add'] });
    const gateway = await servers.startGateway({ files });
    await gateway.untilNames((names) => names.join() === 'files__add');
    const { running } = servers;
    await gateway.edit({ mcpServers: { web: { url, tools: ['files.read', 'add'] }, files } });
    await gateway.untilNames((names) => names.join() === 'web__add,web__files_read,files__add');
    expect(servers.running).toEqual(running);
    await gateway.edit({ mcpServers: { files: {} } });
    await sleep(SEEN_MS);
    expect(await gateway.names()).toHaveLength(3);
    const disabled = { ...files, disabled: true };
    await gateway.edit({ mcpServers: { web: { url, tools: ['add'] }, files: disabled } });
    await gateway.untilNames((names) => names.join() === 'web__add');
    await eventually(() => servers.running.length === 0, 'the child has ended', 5_000);
  });

  it.each([
    [{ url: 'http://169.254.169.254/mcp' }, /mcpServers\.bad\.url: .*tools may not call/],
    [{ url: 'http://[fd00:ec2::254]/mcp' }, /tools may not call/],
    [{ url: 'http://a/mcp', headers: { a: '${NOT_SET}' } }, /NOT_SET/],
    [{ url: 'http://me:secret@a/mcp' }, /'headers'/],
    [{ url: 'http://a/mcp', command: 'x' }, /either 'url' or 'command'/],
    [{}, /either 'url' or 'command'/],
    [{ url: 'http://a/mcp', args: [] }, /'args' is for servers with 'command'/],
    [{ command: 'x', headers: {} }, /'headers' is for servers with 'url'/],
    [{ uri: 'http://a/mcp' }, /uri/],
    [{ url: 'http://a/mcp', timeout_ms: 0 }, /timeout_ms/],
  ])('is refused at the start: %j', async (bad, reason) => {
    await expect(servers.startGateway({ bad })).rejects.toThrow(reason);
  });

  it('is refused for names that come out alike', async () => {
    const same = { url: 'http://a/mcp' };
    await expect(servers.startGateway({ 'a.b': same, a_b: same })).rejects.toThrow('a_b');
  });
});
