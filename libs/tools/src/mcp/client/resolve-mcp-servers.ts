import { expandVariables, type Environment } from 'llm-gateway/contracts';
import { guardHost } from '../../egress/guard-host.js';
import { ToolsFileRefusal } from '../../file/tools-file-refusal.js';
import type { McpServerConfig } from './mcp-server-config.schema.js';

const MAXIMUM_BYTES = 4_194_304;
const OF_HTTP = ['headers'] as const;
const OF_STDIO = ['args', 'env', 'cwd'] as const;

/** An MCP server as configuration names it, with its secrets. */
export interface McpServerSettings {
  readonly name: string;
  readonly target:
    | {
        readonly kind: 'http';
        readonly url: string;
        readonly headers: Readonly<Record<string, string>>;
      }
    | {
        readonly kind: 'stdio';
        readonly command: string;
        readonly args: readonly string[];
        readonly env: Readonly<Record<string, string>>;
        readonly cwd?: string;
      };
  /** Of calls, in milliseconds. */
  readonly timeoutMs: number;
  /** Of one message from the server. */
  readonly maximumBytes: number;
  /** The only tools to take over, if they are limited, by the server's own names. */
  readonly tools?: readonly string[];
}

export interface McpDefaults {
  readonly timeoutMs: number;
  readonly environment: Environment;
  readonly isAllowed: (host: string) => boolean;
}

/** What stands before `__` in the names of a server's tools. */
export function prefixOf(server: string): string {
  return server.replace(/[^a-zA-Z0-9_-]/g, '_');
}

/** The servers that are switched on. Throws a `ToolsFileRefusal`. */
export function resolveMcpServers(
  configs: Readonly<Record<string, McpServerConfig>>,
  defaults: McpDefaults,
): readonly McpServerSettings[] {
  const prefixes = new Set<string>();
  return Object.entries(configs)
    .filter(([, { disabled }]) => disabled !== true)
    .map(([name, config]) => {
      const place = `mcpServers.${name}`;
      const prefix = prefixOf(name);
      if (prefix === '' || prefixes.has(prefix))
        throw new ToolsFileRefusal(place, `The name '${name}' is empty, or too like another one`);
      prefixes.add(prefix);
      const { tools } = config;
      return {
        name,
        target: resolveTarget(place, config, defaults),
        timeoutMs: config.timeout_ms ?? defaults.timeoutMs,
        maximumBytes: config.max_response_bytes ?? MAXIMUM_BYTES,
        ...(tools && { tools }),
      };
    });
}

function resolveTarget(
  place: string,
  config: McpServerConfig,
  { environment, isAllowed }: McpDefaults,
): McpServerSettings['target'] {
  const { url, command, args = [], cwd } = config;
  const expand = (key: 'headers' | 'env') => {
    try {
      return expandVariables(config[key] ?? {}, environment, key);
    } catch (error) {
      throw new ToolsFileRefusal(`${place}.${key}`, (error as Error).message);
    }
  };
  if (url !== undefined && command === undefined) {
    refuseKeys(place, config, OF_STDIO, 'command');
    guardUrl(`${place}.url`, url, isAllowed);
    return { kind: 'http', url, headers: expand('headers') };
  }
  if (command !== undefined && url === undefined) {
    refuseKeys(place, config, OF_HTTP, 'url');
    return { kind: 'stdio', command, args, env: expand('env'), ...(cwd !== undefined && { cwd }) };
  }
  throw new ToolsFileRefusal(place, "A server has either 'url' or 'command'");
}

function refuseKeys(
  place: string,
  config: McpServerConfig,
  keys: readonly (keyof McpServerConfig)[],
  needed: string,
): void {
  for (const key of keys)
    if (config[key] !== undefined)
      throw new ToolsFileRefusal(`${place}.${key}`, `'${key}' is for servers with '${needed}'`);
}

function guardUrl(place: string, url: string, isAllowed: (host: string) => boolean): void {
  if (!URL.canParse(url)) throw new ToolsFileRefusal(place, `'${url}' is not an address`);
  const { hostname, username, password } = new URL(url);
  if (username || password)
    throw new ToolsFileRefusal(place, "A user name and password belong into 'headers'");
  try {
    guardHost(hostname, isAllowed);
  } catch (error) {
    throw new ToolsFileRefusal(place, (error as Error).message);
  }
}
