import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach } from '@jest/globals';
import { GatewayWithToolsFile } from './gateway-with-tools-file.js';
import { HttpMcpServer, type McpEra } from './http-mcp-server.js';

const STDIO_SERVER = fileURLToPath(new URL('./stdio-server.mjs', import.meta.url));

/** A gateway and the MCP servers of its `tools.json`, for one test. */
export class McpServersUnderTest {
  #folder = '';
  readonly #servers: HttpMcpServer[] = [];
  #gateway: GatewayWithToolsFile | undefined;

  async begin(): Promise<void> {
    this.#folder = await mkdtemp(join(tmpdir(), 'mcp-servers-'));
  }

  async end(): Promise<void> {
    await this.stopGateway();
    for (const server of this.#servers.splice(0)) await server.close();
    await rm(this.#folder, { recursive: true });
  }

  /** The tools that the example servers have, as the gateway names them. */
  static namesOf(server: string): readonly string[] {
    const tools = 'add measure draw fail refuse hang flood files_read crash ask tally grow'.split(
      ' ',
    );
    return tools.map((tool) => `${server}__${tool}`);
  }

  async startHttp(era: McpEra, port?: number): Promise<HttpMcpServer> {
    const server = await HttpMcpServer.start(era, port);
    this.#servers.push(server);
    return server;
  }

  /** At once, as a crash would. */
  async crash(server: HttpMcpServer): Promise<void> {
    this.#servers.splice(this.#servers.indexOf(server), 1);
    await server.close();
  }

  /** Configuration of a stdio server, which notes its process. */
  stdio(kind: McpEra | 'deaf', more: object = {}): object {
    const env = { TEST_PID_FILE: this.#pidFile };
    return { command: process.execPath, args: [STDIO_SERVER, kind], env, ...more };
  }

  async startGateway(
    mcpServers: object,
    environment: Readonly<Record<string, string>> = {},
  ): Promise<GatewayWithToolsFile> {
    this.#gateway = await GatewayWithToolsFile.start({ mcpServers }, environment);
    return this.#gateway;
  }

  async stopGateway(): Promise<void> {
    await this.#gateway?.close();
    this.#gateway = undefined;
  }

  /** All stdio servers there ever were. */
  get processes(): readonly number[] {
    if (!existsSync(this.#pidFile)) return [];
    return readFileSync(this.#pidFile, 'utf8').trim().split('\n').map(Number);
  }

  get running(): readonly number[] {
    return this.processes.filter(isRunning);
  }

  get #pidFile(): string {
    return join(this.#folder, 'pids');
  }
}

export function useMcpServers(): McpServersUnderTest {
  const servers = new McpServersUnderTest();
  beforeEach(() => servers.begin());
  afterEach(() => servers.end());
  return servers;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
