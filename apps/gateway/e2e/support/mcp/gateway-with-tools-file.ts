import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startGateway, type TestGateway } from '../start-gateway.js';
import { ToolsClient } from '../tools-client.js';

const PATIENCE_MS = 15_000;

/** A gateway whose `tools.json` can be edited while it runs. */
export class GatewayWithToolsFile {
  readonly tools: ToolsClient;

  private constructor(
    private readonly gateway: TestGateway,
    readonly configDir: string,
  ) {
    this.tools = new ToolsClient(gateway);
  }

  static async start(
    file: object,
    environment: Readonly<Record<string, string>> = {},
  ): Promise<GatewayWithToolsFile> {
    const configDir = await mkdtemp(join(tmpdir(), 'llm-gateway-mcp-'));
    await writeFile(join(configDir, 'tools.json'), JSON.stringify(file));
    const gateway = await startGateway({ LLM_GATEWAY_CONFIG_DIR: configDir, ...environment });
    return new GatewayWithToolsFile(gateway, configDir);
  }

  get url(): string {
    return this.gateway.url;
  }

  async edit(file: object): Promise<void> {
    await writeFile(join(this.configDir, 'tools.json'), JSON.stringify(file));
  }

  /** Of the tools that are not built in. */
  async names(): Promise<readonly string[]> {
    const { data } = (await (await this.tools.get()).json()) as {
      data: readonly { name: string; source: string }[];
    };
    return data.filter(({ source }) => source !== 'built-in').map(({ name }) => name);
  }

  /** Waits until the names are so; throws with what they are after 15 seconds. */
  async untilNames(isRight: (names: readonly string[]) => boolean): Promise<void> {
    const startedAt = performance.now();
    let names = await this.names();
    while (!isRight(names)) {
      if (performance.now() - startedAt > PATIENCE_MS) throw new Error(`Still ${names.join()}.`);
      await sleep(20);
      names = await this.names();
    }
  }

  async close(): Promise<void> {
    await this.gateway.close();
    await rm(this.configDir, { recursive: true });
  }
}
