import { join } from 'node:path';
import { checkBaseUrl, type Environment } from 'llm-gateway/contracts';
import type { ToolsModuleOptions } from 'llm-gateway/tools';
import { VERSION, type SettingsReader } from 'llm-gateway/bootstrap';

const IN_CLUSTER = 'KUBERNETES_SERVICE_HOST';

/** Where tools come from and where they run. */
export function readToolSettings(
  read: SettingsReader,
  environment: Environment,
  configDir: string,
): ToolsModuleOptions {
  const url = (variable: string, service: string, port: number, about: string): string => {
    const host = environment[IN_CLUSTER] === undefined ? 'localhost' : service;
    const text = read.text(
      variable,
      `http://${host}:${port}`,
      about,
      'an address that begins with http:// or https://',
    );
    try {
      return checkBaseUrl(text, variable);
    } catch (error) {
      read.complain((error as Error).message);
      return text;
    }
  };
  return {
    toolsFile: join(configDir, 'tools.json'),
    semanticSearchUrl: url(
      'LLM_GATEWAY_SEMANTIC_SEARCH_URL',
      'semantic-search-service',
      8_081,
      'Service of `semantic_search` and its like; in Kubernetes `http://semantic-search-service:8081`',
    ),
    aiAgentsUrl: url(
      'LLM_GATEWAY_AI_AGENTS_URL',
      'ai-agents-service',
      8_082,
      'Service of the agents that read code; in Kubernetes `http://ai-agents-service:8082`',
    ),
    timeoutMs: read.integer(
      'LLM_GATEWAY_TOOL_TIMEOUT_MS',
      30_000,
      {
        minimum: 1,
        maximum: 600_000,
      },
      'Longest that a tool may take unless it says so itself, in milliseconds',
    ),
    allowedHosts: read.list(
      'LLM_GATEWAY_TOOLS_ALLOW_HOSTS',
      '',
      'Hosts that tools may call although their addresses are guarded',
    ),
    mcpAllowedOrigins: read.list(
      'LLM_GATEWAY_MCP_ALLOWED_ORIGINS',
      '',
      'Origins whose pages may use `/mcp`',
    ),
    version: VERSION,
    environment: () => environment,
  };
}
