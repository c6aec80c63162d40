import { isDeepStrictEqual } from 'node:util';
import { Logger } from '@nestjs/common';
import { createGuardedFetch } from '../../egress/guarded-fetch.js';
import type { Tool } from '../../tool.js';
import { McpConnection } from './mcp-connection.js';
import { prepareMcpTools } from './prepare-mcp-tools.js';
import type { McpServerSettings } from './resolve-mcp-servers.js';

export interface McpServersOptions {
  /** Of the gateway, as it introduces itself. */
  readonly version: string;
  readonly isAllowed: (host: string) => boolean;
  readonly publish: (tools: readonly Tool[]) => void;
}

/** The MCP servers that the gateway is connected to, and their tools. */
export class McpServers {
  readonly #logger = new Logger('Tools');
  readonly #fetch;
  #connections: readonly McpConnection[] = [];
  readonly #closing = new Set<Promise<void>>();
  /** Of each server, so that one whose list did not change is not compiled again. */
  readonly #prepared = new WeakMap<object, readonly Tool[]>();

  constructor(private readonly options: McpServersOptions) {
    this.#fetch = createGuardedFetch(options.isAllowed);
  }

  get connections(): readonly McpConnection[] {
    return this.#connections;
  }

  /** Keeps connections whose settings are the same. Resolves when the new ones were tried. */
  async connectTo(servers: readonly McpServerSettings[]): Promise<void> {
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
    const started = Promise.all(added.map((connection) => connection.start()));
    this.#publishAll();
    await started;
  }

  async close(): Promise<void> {
    const connections = this.#connections;
    this.#connections = [];
    for (const connection of connections) this.#close(connection);
    await Promise.all(this.#closing);
    await this.#fetch.close();
  }

  #close(connection: McpConnection): void {
    const closed = connection.close().finally(() => this.#closing.delete(closed));
    this.#closing.add(closed);
  }

  #publishAll(): void {
    this.options.publish(this.#connections.flatMap((connection) => this.#toolsOf(connection)));
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
