import { ConfigurableModuleBuilder } from '@nestjs/common';
import type { Environment } from 'llm-gateway/contracts';

export interface ToolsModuleOptions {
  /** Absolute path of `tools.json`, which may be absent and is watched. */
  readonly toolsFile: string;
  /** Base address of the semantic-search-service, without a trailing slash. */
  readonly semanticSearchUrl: string;
  /** Base address of the ai-agents-service, without a trailing slash. */
  readonly aiAgentsUrl: string;
  /** The longest that a tool may take which says nothing itself, in milliseconds. */
  readonly timeoutMs: number;
  /** Hosts that tools may call although their address is link-local. */
  readonly allowedHosts: readonly string[];
  /** Origins of web pages, besides those of the machine itself, that may use `/mcp`. */
  readonly mcpAllowedOrigins: readonly string[];
  /** Of the gateway, for MCP clients and servers. */
  readonly version: string;
  /**
   * Where `${NAME}` in a tool's or an MCP server's settings is looked up; a function, since options
   * get printed.
   */
  readonly environment: () => Environment;
}

export const {
  ConfigurableModuleClass: ConfigurableToolsModule,
  MODULE_OPTIONS_TOKEN: TOOLS_OPTIONS,
} = new ConfigurableModuleBuilder<ToolsModuleOptions>({ moduleName: 'Tools' })
  .setClassMethodName('forRoot')
  .build();
