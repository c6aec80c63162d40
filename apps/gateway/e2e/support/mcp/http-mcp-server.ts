import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import {
  createServer,
  type IncomingMessage,
  type Server as HttpServer,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';
import { text } from 'node:stream/consumers';
import { Server, createMcpHandler } from '@modelcontextprotocol/server';
import { Server as LegacyServer } from '@modelcontextprotocol/sdk/server/index.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { CallToolRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { call, listed, listeners, seen } from './example-tools.mjs';

const INFO = { name: 'example', version: '1' };
const OPTIONS = { capabilities: { tools: { listChanged: true } } };

export type McpEra = 'modern' | 'legacy';

type Serve = (request: IncomingMessage, response: ServerResponse, body: string) => Promise<void>;

/** An MCP server over Streamable HTTP, of the SDKs' current or legacy line. */
export class HttpMcpServer {
  /** Requests that are not answered to their end. */
  open = 0;

  private constructor(
    private readonly server: HttpServer,
    private readonly announceChange: () => void,
  ) {}

  static async start(era: McpEra, port = 0): Promise<HttpMcpServer> {
    const { serve, announceChange } = era === 'modern' ? modern() : legacy();
    const server = createServer((request, response) => {
      self.open += 1;
      response.once('close', () => (self.open -= 1));
      seen.headers.push(request.headers);
      void text(request).then((body) => serve(request, response, body));
    });
    const self = new HttpMcpServer(server, announceChange);
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    listeners.add(announceChange);
    return self;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/mcp`;
  }

  /** At once, with all connections, as a crash would. */
  async close(): Promise<void> {
    listeners.delete(this.announceChange);
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}

interface Side {
  readonly serve: Serve;
  /** Tells all clients that the list of tools has changed. */
  readonly announceChange: () => void;
}

function modern(): Side {
  const handler = createMcpHandler(
    () => {
      const server = new Server(INFO, OPTIONS);
      server.setRequestHandler('tools/list', () => ({ tools: listed() }));
      server.setRequestHandler('tools/call', ({ params }, { mcpReq }) =>
        call(params, mcpReq.signal),
      );
      return server;
    },
    { legacy: 'reject' },
  );
  return {
    announceChange: () => handler.notify.toolsChanged(),
    async serve(request, response, body) {
      const left = new AbortController();
      response.once('close', () => left.abort());
      const answer = await handler.fetch(
        new Request('http://server/mcp', {
          method: request.method ?? 'POST',
          headers: request.headers as Record<string, string>,
          signal: left.signal,
          ...(body !== '' && { body }),
        }),
      );
      response.writeHead(answer.status, Object.fromEntries(answer.headers));
      if (!answer.body) return void response.end();
      const stream = Readable.fromWeb(answer.body as NodeReadableStream<Uint8Array>);
      await pipeline(stream, response).catch(() => undefined);
    },
  };
}

function legacy(): Side {
  const sessions = new Map<
    string,
    { transport: StreamableHTTPServerTransport; server: LegacyServer }
  >();
  return {
    announceChange() {
      for (const { server } of sessions.values()) void server.sendToolListChanged();
    },
    async serve(request, response, body) {
      const known = sessions.get(String(request.headers['mcp-session-id']));
      const message: unknown = body === '' ? undefined : JSON.parse(body);
      if (known) return await known.transport.handleRequest(request, response, message);
      const isFirst = (message as { method?: string } | undefined)?.method === 'initialize';
      if (!isFirst) {
        const id = request.headers['mcp-session-id'];
        response.writeHead(id === undefined ? 400 : 404, { 'content-type': 'application/json' });
        const error = { code: -32_000, message: 'Server not initialized' };
        return void response.end(JSON.stringify({ jsonrpc: '2.0', id: null, error }));
      }
      const server = new LegacyServer(INFO, OPTIONS);
      server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: listed() }));
      server.setRequestHandler(CallToolRequestSchema, ({ params }, { signal }) =>
        call(params, signal),
      );
      const transport = new StreamableHTTPServerTransport({
        sessionIdGenerator: () => randomUUID(),
        onsessioninitialized: (id) => void sessions.set(id, { transport, server }),
      });
      await server.connect(transport as never);
      await transport.handleRequest(request, response, message);
    },
  };
}
