import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { ToolRegistry } from '../../registry/tool-registry.js';
import { ToolRunner } from '../../run/tool-runner.js';
import { TOOLS_OPTIONS, type ToolsModuleOptions } from '../../tools.module-definition.js';
import type { McpEndpoint } from './mcp-endpoint.js';

/** Loads the MCP packages with the first request: a gateway that nobody asks saves 20 MB. */
@Injectable()
export class McpEndpointOnDemand implements BeforeApplicationShutdown {
  #endpoint: Promise<McpEndpoint> | undefined;

  constructor(
    private readonly registry: ToolRegistry,
    private readonly runner: ToolRunner,
    @Inject(TOOLS_OPTIONS) private readonly options: ToolsModuleOptions,
  ) {}

  get(): Promise<McpEndpoint> {
    return (this.#endpoint ??= this.#load());
  }

  async beforeApplicationShutdown(): Promise<void> {
    await (await this.#endpoint)?.close();
  }

  async #load(): Promise<McpEndpoint> {
    const { McpEndpoint } = await import('./mcp-endpoint.js');
    return new McpEndpoint(this.registry, this.runner, this.options);
  }
}
