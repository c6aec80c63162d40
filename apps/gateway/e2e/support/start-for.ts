import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  FakeUpstream,
  RedisServer,
  fakeOpenAi,
  type AppProcess,
  type RedisServerOptions,
} from 'llm-gateway/testing';
import { startGateway, type TestGateway } from './start-gateway.js';
import { startGatewayProcess } from './start-gateway-process.js';

type Variables = Readonly<Record<string, string>>;

/** A gateway that is closed later. */
export async function gatewayFor(
  later: AsyncDisposableStack,
  variables: Variables = {},
): Promise<TestGateway> {
  const gateway = await startGateway(variables);
  later.defer(() => gateway.close());
  return gateway;
}

/** The same in a process of its own. */
export async function processFor(
  later: AsyncDisposableStack,
  variables: Variables = {},
): Promise<AppProcess> {
  const gateway = await startGatewayProcess({ LLM_GATEWAY_DATA_DIR: ':memory:', ...variables });
  later.defer(() => gateway.kill());
  return gateway;
}

/** A Redis that is stopped later. */
export async function redisFor(
  later: AsyncDisposableStack,
  options: RedisServerOptions = {},
): Promise<RedisServer> {
  const redis = await RedisServer.start(options);
  later.defer(() => redis.stop());
  return redis;
}

/** OpenAI, as far as the gateway can tell. */
export async function vendorFor(later: AsyncDisposableStack): Promise<FakeUpstream> {
  const vendor = await FakeUpstream.start(fakeOpenAi);
  later.defer(() => vendor.close());
  return vendor;
}

/** Switches that vendor on. */
export function variablesOf(vendor: FakeUpstream): Variables {
  return { OPENAI_API_KEY: 'test-key', OPENAI_BASE_URL: `${vendor.url}/v1` };
}

/** A folder with these JSON files, or texts. */
export async function folderWith(
  later: AsyncDisposableStack,
  files: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'llm-gateway-trouble-'));
  later.defer(() => rm(folder, { recursive: true }));
  for (const [name, content] of Object.entries(files))
    await writeFile(join(folder, name), JSON.stringify(content));
  return folder;
}
