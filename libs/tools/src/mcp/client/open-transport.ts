import { StdioClientTransport, getDefaultEnvironment } from '@modelcontextprotocol/client/stdio';
import type { Transport } from '@modelcontextprotocol/client';
import type { Fetch } from '../../egress/guarded-fetch.js';
import { McpHttpTransport } from './mcp-http-transport.js';
import type { McpServerSettings } from './resolve-mcp-servers.js';

/** A way to the server that nobody has gone yet. */
export function openTransport(settings: McpServerSettings, guardedFetch: Fetch): Transport {
  const { target, maximumBytes } = settings;
  if (target.kind === 'http')
    return new McpHttpTransport(target.url, target.headers, guardedFetch, settings);
  const { command, args, env, cwd } = target;
  return new StdioClientTransport({
    command,
    args: [...args],
    env: { ...getDefaultEnvironment(), ...env },
    stderr: 'pipe',
    maxBufferSize: maximumBytes,
    ...(cwd !== undefined && { cwd }),
  });
}
