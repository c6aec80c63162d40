import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from '@jest/globals';
import { FakeToolService } from 'llm-gateway/testing';
import { startGateway, type TestGateway } from '../start-gateway.js';

/** Would run if anything took it for markup. */
export const MARKUP = '<img src=x onerror="globalThis.isBroken=1"><script>isBroken=1</script>';

const NOBODY = 'http://127.0.0.1:1';

const ROUTE = {
  name: 'plan_route',
  description: `Plans a route. ${MARKUP}`,
  parameters: {
    type: 'object',
    required: ['from', 'stops'],
    properties: {
      from: { type: 'string', description: `Where it begins. ${MARKUP}` },
      mode: { enum: ['walk', 'ride'] },
      speed: { type: 'integer', minimum: 1 },
      scenic: { type: 'boolean' },
      avoid: { type: 'array', items: { type: 'string' } },
      stops: {
        type: 'array',
        items: {
          type: 'object',
          required: ['city'],
          properties: { city: { type: 'string' }, nights: { type: 'integer' } },
        },
      },
      extras: { type: 'object' },
    },
  },
};

/** A gateway with the simulator and the tool `plan_route`, whose service is a fake. */
export class ConsoleGateway {
  #gateway: TestGateway | undefined;
  #service: FakeToolService | undefined;
  #configDir: string | undefined;

  async start(): Promise<void> {
    this.#service = await FakeToolService.start();
    this.#configDir = await mkdtemp(join(tmpdir(), 'llm-gateway-console-'));
    const handler = { type: 'http', url: `${this.#service.url}/routes`, timeout_ms: 2_000 };
    const tools = [{ ...ROUTE, handler }];
    await writeFile(join(this.#configDir, 'tools.json'), JSON.stringify({ tools }));
    this.#gateway = await startGateway({
      LLM_GATEWAY_CONFIG_DIR: this.#configDir,
      LLM_GATEWAY_SEMANTIC_SEARCH_URL: NOBODY,
    });
  }

  /** Without a trailing slash. */
  get url(): string {
    return this.#gateway!.url;
  }

  /** What is behind `plan_route`. */
  get service(): FakeToolService {
    return this.#service!;
  }

  async close(): Promise<void> {
    await this.#gateway?.close();
    await this.#service?.close();
    if (this.#configDir !== undefined) await rm(this.#configDir, { recursive: true });
  }
}

/** One for all tests of a file. */
export function useConsoleGateway(): ConsoleGateway {
  const gateway = new ConsoleGateway();
  beforeAll(() => gateway.start());
  afterAll(() => gateway.close());
  return gateway;
}
