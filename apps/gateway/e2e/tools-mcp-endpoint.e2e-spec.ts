import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { Client as LegacyClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as LegacyTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { FakeToolService, eventually } from 'llm-gateway/testing';
import { GatewayWithToolsFile } from './support/mcp/gateway-with-tools-file.js';
import { startGateway } from './support/start-gateway.js';

const INFO = { name: 'agent', version: '1' };
const CITY = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };

interface McpResult {
  readonly content: readonly { readonly type: string; readonly text?: string }[];
  readonly structuredContent?: unknown;
  readonly isError?: boolean;
}

/** What the clients of both lines have in common. */
interface AnyClient {
  listTools(): Promise<{ tools: readonly { name: string; inputSchema: object }[] }>;
  callTool(
    request: { name: string; arguments?: Record<string, unknown> },
    signal?: AbortSignal,
  ): Promise<McpResult>;
  close(): Promise<void>;
}

async function connect(url: string, line: string): Promise<AnyClient> {
  if (line === 'legacy') {
    const client = new LegacyClient(INFO);
    await client.connect(new LegacyTransport(new URL(url)) as never);
    return {
      listTools: () => client.listTools(),
      callTool: async (request, signal) =>
        (await client.callTool(request, undefined, signal ? { signal } : {})) as McpResult,
      close: () => client.close(),
    };
  }
  const mode = line === 'current' ? 'auto' : 'legacy';
  const client = new Client(INFO, { versionNegotiation: { mode } });
  await client.connect(new StreamableHTTPClientTransport(new URL(url)));
  return {
    listTools: () => client.listTools(),
    callTool: async (request, signal) =>
      (await client.callTool(request, signal ? { signal } : {})) as McpResult,
    close: () => client.close(),
  };
}

describe('/mcp', () => {
  let service: FakeToolService;
  let gateway: GatewayWithToolsFile;
  const tool = (name: string, handler: object = {}) => ({
    name,
    description: `The tool ${name}.`,
    parameters: CITY,
    handler: { type: 'http', url: `${service.url}/${name}`, ...handler },
  });

  beforeAll(async () => {
    service = await FakeToolService.start();
    gateway = await GatewayWithToolsFile.start(
      { tools: [tool('book'), tool('slow', { timeout_ms: 100 })] },
      { LLM_GATEWAY_MCP_ALLOWED_ORIGINS: 'https://tools.example, https://other.example' },
    );
  });
  beforeEach(() => service.reset());
  afterAll(async () => {
    await gateway.close();
    await service.close();
  });

  const post = (body: unknown, headers: Readonly<Record<string, string>> = {}) =>
    fetch(`${gateway.url}/mcp`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        ...headers,
      },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  const INITIALIZE = {
    jsonrpc: '2.0',
    id: 1,
    method: 'initialize',
    params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: INFO },
  };

  const LIST = { jsonrpc: '2.0', id: 1, method: 'tools/list' };

  describe.each([
    ['the current client', 'current'],
    ['the current client in a legacy revision', 'older'],
    ['the legacy client', 'legacy'],
  ])('for %s', (_, line) => {
    let client: AnyClient;
    beforeAll(async () => {
      client = await connect(`${gateway.url}/mcp`, line);
    });
    afterAll(() => client.close());

    it('lists the tools of the registry', async () => {
      const { tools } = await client.listTools();
      expect(tools.map(({ name }) => name)).toEqual([
        'semantic_search',
        'get_chunk',
        'analyze_architecture',
        'review_code',
        'generate_docs',
        'book',
        'slow',
      ]);
      expect(tools.find(({ name }) => name === 'book')).toMatchObject({ inputSchema: CITY });
    });

    it('runs them', async () => {
      service.answerWith({ body: { booked: true } });
      expect(await client.callTool({ name: 'book', arguments: { city: 'Paris' } })).toMatchObject({
        content: [{ type: 'text', text: '{"booked":true}' }],
        structuredContent: { booked: true },
      });
      service.answerWith({ body: [1, 2] });
      const list = await client.callTool({ name: 'book', arguments: { city: 'Paris' } });
      expect(list.content).toEqual([{ type: 'text', text: '[1,2]' }]);
      expect(service.requests.map(({ body }) => body)).toEqual([
        { city: 'Paris' },
        { city: 'Paris' },
      ]);
    });

    it('tells failures in words', async () => {
      service.answerWith({ status: 404, body: 'no such city' });
      const refused = await client.callTool({ name: 'book', arguments: { city: 'X' } });
      expect(refused).toMatchObject({ isError: true });
      expect(refused.content[0]?.text).toContain('no such city');
      const wrong = await client.callTool({ name: 'book', arguments: { city: 1 } });
      expect(wrong).toMatchObject({ isError: true });
      expect(wrong.content[0]?.text).toContain("'city' must be string");
      service.answerWith({ delayMs: 1_000 });
      const late = await client.callTool({ name: 'slow', arguments: { city: 'X' } });
      expect(late.content[0]?.text).toContain('100 ms');
      await expect(client.callTool({ name: 'nothing' })).rejects.toThrow("no tool 'nothing'");
    });

    it('cancels the work of a client that leaves', async () => {
      service.answerWith({ delayMs: 10_000 });
      const leaving = new AbortController();
      const call = client.callTool({ name: 'book', arguments: { city: 'X' } }, leaving.signal);
      await eventually(() => service.requests.length === 1, 'the call has arrived');
      leaving.abort();
      await expect(call).rejects.toThrow(/abort/i);
      // A legacy client tells of it in another request, which without sessions belongs to nothing.
      if (line !== 'current') await client.close();
      await eventually(() => service.abandoned === 1, 'the service was left');
      client = await connect(`${gateway.url}/mcp`, line);
    });
  });

  it('tells clients of the current revision of changes', async () => {
    let changes = 0;
    const client = new Client(INFO, { versionNegotiation: { mode: 'auto' } });
    client.setNotificationHandler('notifications/tools/list_changed', () => {
      changes += 1;
    });
    await client.connect(new StreamableHTTPClientTransport(new URL(`${gateway.url}/mcp`)));
    await client.listen({ toolsListChanged: true });
    await gateway.edit({ tools: [tool('book'), tool('slow', { timeout_ms: 100 }), tool('new')] });
    await eventually(() => changes > 0, 'the change is told', 5_000);
    const { tools } = await client.listTools();
    expect(tools.at(-1)?.name).toBe('new');
    await client.close();
  });

  it('does not keep the gateway from ending while clients listen', async () => {
    const other = await startGateway();
    const client = new Client(INFO, { versionNegotiation: { mode: 'auto' } });
    await client.connect(new StreamableHTTPClientTransport(new URL(`${other.url}/mcp`)));
    const subscription = await client.listen({ toolsListChanged: true });
    // Without hanging up on anybody, as in production.
    await other.app.close();
    expect(await subscription.closed).not.toBe('local');
    await client.close();
  });

  it.each([
    ['no origin', {}, 200],
    ['an origin that is configured', { origin: 'https://other.example' }, 200],
    ['any other origin', { origin: 'https://evil.example' }, 403],
    ['the origin of a page without one', { origin: 'null' }, 403],
    ['a page of this machine under another name', { origin: 'http://localhost:3000' }, 403],
    ['a page of this machine', { origin: 'http://127.0.0.1:3000' }, 200],
  ])('looks at the origin: %s', async (_, headers, status) => {
    expect((await post(INITIALIZE, headers)).status).toBe(status);
  });

  it.each(['GET', 'DELETE', 'PUT', 'OPTIONS'])('does not take %s', async (method) => {
    const response = await fetch(`${gateway.url}/mcp`, { method });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toContain('POST');
  });

  it.each([
    ['broken JSON', '{"jsonrpc":', {}],
    ['no message', '', {}],
    ['null', 'null', {}],
    ['a list', '[]', {}],
    ['another media type', JSON.stringify(INITIALIZE), { 'content-type': 'text/plain' }],
    ['an unknown revision', LIST, { 'mcp-protocol-version': '1999-01-01' }],
    ['a client that takes no stream', INITIALIZE, { accept: 'text/html' }],
    ['deep nesting', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, {}],
    [
      'deep arguments',
      `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"book","arguments":${'{"city":'.repeat(50_000)}1${'}'.repeat(50_000)}}}`,
      {},
    ],
    ['an unknown method', { jsonrpc: '2.0', id: 1, method: 'nothing' }, {}],
    ['no method', { jsonrpc: '2.0', id: 1 }, {}],
    ['no arguments to a call', { jsonrpc: '2.0', id: 1, method: 'tools/call', params: {} }, {}],
  ])('is never at fault: %s', async (_, body, headers) => {
    const response = await post(body, headers);
    expect(response.status).toBeLessThan(500);
    expect(await response.text()).toContain('error');
  });
});
