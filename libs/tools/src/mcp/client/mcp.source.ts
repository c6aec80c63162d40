import { isDeepStrictEqual } from 'node:util';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { createGuardedFetch } from '../../egress/guarded-fetch.js';
import { WatchedToolsFile } from '../../file/watched-tools-file.js';
import { ContributesTools, type ToolSource } from '../../registry/tool-source.js';
import type { Tool } from '../../tool.js';
import { TOOLS_OPTIONS, type ToolsModuleOptions } from '../../tools.module-definition.js';
import { McpConnection } from './mcp-connection.js';
import { MCP_SOURCE, prepareMcpTools } from './prepare-mcp-tools.js';
import { resolveMcpServers, type McpServerSettings } from './resolve-mcp-servers.js';

/** How long the start of the gateway waits for servers; those that take longer come later. */
const START_MS = 2_000;

/** The tools of the MCP servers that `tools.json` names. */
@Injectable()
@ContributesTools({ name: MCP_SOURCE, order: 300 })
export class McpSource implements ToolSource {
  readonly #logger = new Logger('Tools');
  readonly #fetch;
  readonly #isAllowed;
  #connections: readonly McpConnection[] = [];
  #publish: (tools: readonly Tool[]) => void = () => undefined;
  #started: Promise<unknown> = Promise.resolve();
  readonly #closing = new Set<Promise<void>>();
  /** Of each server, so that one whose list did not change is not compiled again. */
  readonly #prepared = new WeakMap<object, readonly Tool[]>();

  constructor(
    @Inject(TOOLS_OPTIONS) private readonly options: ToolsModuleOptions,
    private readonly file: WatchedToolsFile,
  ) {
    const allowed = new Set(options.allowedHosts);
    this.#isAllowed = (host: string) => allowed.has(host);
    this.#fetch = createGuardedFetch(this.#isAllowed);
  }

  async start(publish: (tools: readonly Tool[]) => void): Promise<void> {
    this.#publish = publish;
    this.file.subscribe(({ mcpServers = {} }) => {
      const { timeoutMs } = this.options;
      const environment = this.options.environment();
      const isAllowed = this.#isAllowed;
      const servers = resolveMcpServers(mcpServers, { timeoutMs, environment, isAllowed });
      return () => this.#connectTo(servers);
    });
    const { promise: over, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, START_MS);
    await Promise.race([this.#started, over]);
    clearTimeout(timer);
  }

  async stop(): Promise<void> {
    const connections = this.#connections;
    this.#connections = [];
    for (const connection of connections) this.#close(connection);
    await Promise.all(this.#closing);
    await this.#fetch.close();
  }

  #connectTo(servers: readonly McpServerSettings[]): void {
    const host = { fetch: this.#fetch.fetch, version: this.options.version };
    const before = this.#connections;
    const kept = new Set<McpConnection>();
    this.#connections = servers.map((settings) => {
      const same = before.find((connection) => isDeepStrictEqual(connection.settings, settings));
      if (same) kept.add(same);
      return same ?? new McpConnection(settings, host, () => this.#publishAll());
    });
    for (const connection of before) if (!kept.has(connection)) this.#close(connection);
    const added = this.#connections.filter((connection) => !kept.has(connection));
    this.#started = Promise.all(added.map((connection) => connection.start()));
    this.#publishAll();
  }

  #close(connection: McpConnection): void {
    const closed = connection.close().finally(() => this.#closing.delete(closed));
    this.#closing.add(closed);
  }

  #publishAll(): void {
    this.#publish(this.#connections.flatMap((connection) => this.#toolsOf(connection)));
  }

  #toolsOf(connection: McpConnection): readonly Tool[] {
    const known = this.#prepared.get(connection.tools);
    if (known) return known;
    const prepared = prepareMcpTools(connection, (tool, reason) =>
      this.#logger.warn(
        `Tool '${tool}' of MCP server '${connection.settings.name}' is left out: ${reason}.`,
      ),
    );
    this.#prepared.set(connection.tools, prepared);
    return prepared;
  }
}
