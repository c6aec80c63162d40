import { Logger } from '@nestjs/common';
import {
  ProtocolError,
  ProtocolErrorCode,
  Server,
  createMcpHandler,
  type CallToolRequest,
  type CallToolResult,
  type ListToolsResult,
  type McpRequestContext,
} from '@modelcontextprotocol/server';
import type { RequestContext } from 'llm-gateway/contracts';
import { describeFaults, parseArguments } from '../../parse-arguments.js';
import type { ToolRegistry } from '../../registry/tool-registry.js';
import type { ToolRunner } from '../../run/tool-runner.js';
import type { ToolsModuleOptions } from '../../tools.module-definition.js';
import { encodeCallResult, failedCall } from './encode-call-result.js';

/** Who asks, beyond what the request says. */
export interface McpCaller extends RequestContext {
  readonly owner: string;
}

/**
 * The registry as an MCP server: Streamable HTTP without sessions, in the current and the legacy
 * revisions. Each request has a server object of its own.
 */
export class McpEndpoint {
  readonly #logger = new Logger('Tools');
  readonly #callers = new WeakMap<Request, McpCaller>();
  readonly #handler;

  constructor(
    private readonly registry: ToolRegistry,
    private readonly runner: ToolRunner,
    private readonly options: Pick<ToolsModuleOptions, 'version'>,
  ) {
    this.#handler = createMcpHandler((request) => this.#serverFor(request), {
      onerror: ({ message }) => this.#logger.debug(`/mcp: ${message}`),
      maxRequestBodySize: Number.MAX_SAFE_INTEGER,
    });
    this.registry.onChange(() => this.#handler.notify.toolsChanged());
  }

  /** Ends the streams on which clients wait for changes: the HTTP server waits for them otherwise. */
  async close(): Promise<void> {
    await this.#handler.close();
  }

  /** @param parsedBody of a request that has one */
  async serve(request: Request, caller: McpCaller, parsedBody: unknown): Promise<Response> {
    this.#callers.set(request, caller);
    return await this.#handler.fetch(request, parsedBody === undefined ? {} : { parsedBody });
  }

  #serverFor({ era, requestInfo }: McpRequestContext): Server {
    const server = new Server(
      { name: 'llm-gateway', version: this.options.version },
      // Clients of the legacy revisions have no stream here on which to hear of changes.
      { capabilities: { tools: { listChanged: era === 'modern' } } },
    );
    server.setRequestHandler('tools/list', () => this.#list());
    server.setRequestHandler('tools/call', ({ params }, { mcpReq }) =>
      this.#call(params, this.#callers.get(requestInfo!)!, mcpReq.signal),
    );
    return server;
  }

  #list(): ListToolsResult {
    return {
      tools: this.registry.tools.map(({ name, description, parameters }) => ({
        name,
        description,
        inputSchema: { ...parameters, type: 'object' },
      })),
    };
  }

  async #call(
    { name, arguments: given }: CallToolRequest['params'],
    { owner, scope, requestId }: McpCaller,
    signal: AbortSignal,
  ): Promise<CallToolResult> {
    const tool = this.registry.get(name);
    if (!tool)
      throw new ProtocolError(
        ProtocolErrorCode.InvalidParams,
        `There is no tool '${name.slice(0, 80)}'. tools/list lists those that there are.`,
      );
    const parsed = parseArguments(tool, given);
    if ('faults' in parsed)
      return failedCall(
        `The arguments of ${name} break its schema: ${describeFaults(parsed.faults)}.`,
      );
    const outcome = await this.runner.run({
      tool,
      given: parsed.given,
      facts: { callerId: owner },
      signal: AbortSignal.any([signal, scope.signal]),
      requestId,
    });
    return encodeCallResult(outcome);
  }
}
