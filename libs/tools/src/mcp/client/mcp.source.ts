import { Inject, Injectable } from '@nestjs/common';
import { WatchedToolsFile } from '../../file/watched-tools-file.js';
import { ContributesTools, type ToolSource } from '../../registry/tool-source.js';
import type { Tool } from '../../tool.js';
import { TOOLS_OPTIONS, type ToolsModuleOptions } from '../../tools.module-definition.js';
import { MCP_SOURCE } from './mcp-source-name.js';
import type { McpConnection } from './mcp-connection.js';
import type { McpServers } from './mcp-servers.js';
import { resolveMcpServers, type McpServerSettings } from './resolve-mcp-servers.js';

/** How long the start of the gateway waits for servers; those that take longer come later. */
const START_MS = 2_000;

/** The tools of the MCP servers that `tools.json` names. */
@Injectable()
@ContributesTools({ name: MCP_SOURCE, order: 300 })
export class McpSource implements ToolSource {
  readonly #isAllowed: (host: string) => boolean;
  #servers: Promise<McpServers> | undefined;
  #loaded: McpServers | undefined;
  #started: Promise<void> = Promise.resolve();

  constructor(
    @Inject(TOOLS_OPTIONS) private readonly options: ToolsModuleOptions,
    private readonly file: WatchedToolsFile,
  ) {
    const allowed = new Set(options.allowedHosts);
    this.#isAllowed = (host) => allowed.has(host);
  }

  async start(publish: (tools: readonly Tool[]) => void): Promise<void> {
    this.file.subscribe(({ mcpServers = {} }) => {
      const { timeoutMs } = this.options;
      const environment = this.options.environment();
      const isAllowed = this.#isAllowed;
      const servers = resolveMcpServers(mcpServers, { timeoutMs, environment, isAllowed });
      return () => this.#connectTo(servers, publish);
    });
    const { promise: over, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, START_MS);
    await Promise.race([this.#started, over]);
    clearTimeout(timer);
  }

  /** To the servers that are configured now. */
  get connections(): readonly McpConnection[] {
    return this.#loaded?.connections ?? [];
  }

  async stop(): Promise<void> {
    await (await this.#servers)?.close();
  }

  #connectTo(
    servers: readonly McpServerSettings[],
    publish: (tools: readonly Tool[]) => void,
  ): void {
    if (servers.length === 0 && !this.#servers) return;
    this.#servers ??= this.#load(publish);
    this.#started = this.#servers.then((connected) => connected.connectTo(servers));
  }

  /** The MCP packages take 20 MB, which a gateway without servers saves. */
  async #load(publish: (tools: readonly Tool[]) => void): Promise<McpServers> {
    const { McpServers } = await import('./mcp-servers.js');
    this.#loaded = new McpServers({
      version: this.options.version,
      isAllowed: this.#isAllowed,
      publish,
    });
    return this.#loaded;
  }
}
