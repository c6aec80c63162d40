import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  FakeToolService,
  FakeUpstream,
  type FakeReply,
  type FakeVendor,
} from 'llm-gateway/testing';
import { postChat, type PostOptions } from './post-chat.js';
import { startGateway, type TestGateway } from './start-gateway.js';

const CITY = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };

/** A gateway with one vendor and the tool `get_weather`, both faked. */
export interface ToolLoopUnderTest {
  readonly upstream: FakeUpstream;
  readonly service: FakeToolService;
  readonly gateway: TestGateway;
  /** Asks with the tool, to be run by the gateway, in a body joined with these fields. */
  ask(
    body?: object,
    options?: { stream?: boolean; signal?: AbortSignal; headers?: Record<string, string> },
  ): Promise<Response>;
  close(): Promise<void>;
}

interface ToolLoopSubject {
  /** A provider's name. */
  readonly name: string;
  readonly vendor: FakeVendor;
  /** What stands before its paths. */
  readonly basePath: string;
  readonly model: string;
}

/** The fakes, and what a gateway must be told of them. */
export interface ToolLoopFakes {
  readonly upstream: FakeUpstream;
  readonly service: FakeToolService;
  readonly environment: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

export async function startToolLoopFakes(subject: ToolLoopSubject): Promise<ToolLoopFakes> {
  const { name, vendor, basePath } = subject;
  const upstream = await FakeUpstream.start(vendor);
  const service = await FakeToolService.start();
  const configDir = await mkdtemp(join(tmpdir(), 'llm-gateway-loop-'));
  const tool = {
    name: 'get_weather',
    description: 'Tells the weather of a city.',
    parameters: CITY,
    handler: { type: 'http', url: `${service.url}/get_weather`, timeout_ms: 1_000 },
  };
  await writeFile(join(configDir, 'tools.json'), JSON.stringify({ tools: [tool] }));
  const providers = { [name]: { maximumRetries: 0 } };
  await writeFile(join(configDir, 'providers.json'), JSON.stringify({ providers }));
  return {
    upstream,
    service,
    environment: {
      LLM_GATEWAY_CONFIG_DIR: configDir,
      [`${name.toUpperCase()}_API_KEY`]: 'test-key',
      [`${name.toUpperCase()}_BASE_URL`]: upstream.url + basePath,
    },
    async close() {
      await upstream.close();
      await service.close();
      await rm(configDir, { recursive: true });
    },
  };
}

/** Asks for the weather, by a tool that the gateway runs. */
export function askWithTool(
  gateway: { readonly url: string },
  { model }: { readonly model: string },
  { body, ...options }: PostOptions = {},
): Promise<Response> {
  const tools = [{ type: 'function', function: { name: 'get_weather' } }];
  const whole = { tools, tool_execution: 'gateway', ...body };
  return postChat(gateway, { model }, { ...options, body: whole });
}

export async function startToolLoop(subject: ToolLoopSubject): Promise<ToolLoopUnderTest> {
  const fakes = await startToolLoopFakes(subject);
  const gateway = await startGateway(fakes.environment);
  return {
    upstream: fakes.upstream,
    service: fakes.service,
    gateway,
    ask: (body, options) => askWithTool(gateway, subject, { ...options, ...(body && { body }) }),
    async close() {
      await gateway.close();
      await fakes.close();
    },
  };
}

export const WEATHER_OF_PARIS: FakeReply = {
  text: ['Let me look.'],
  toolCalls: [{ id: 'call_1', name: 'get_weather', arguments: ['{"city":', '"Paris"}'] }],
  usage: { input: 20, output: 5 },
};
