import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type AppProcess,
  FakeDnsServer,
  FakePod,
  NetworkNamespace,
  RedisServer,
  eventually,
} from 'llm-gateway/testing';
import { askAgain } from './support/ask-again.js';
import { postChat, readStream, type ReadStream } from './support/post-chat.js';
import { SessionsClient } from './support/sessions-client.js';
import { startGatewayProcess } from './support/start-gateway-process.js';
import { ToolsClient } from './support/tools-client.js';

const POD_PORT = 8_000;
/** After which nothing new goes to an address that DNS no longer names. */
const BOUND_MS = 30_000;
/** Within which a request to a host that vanished without a word has its answer from another. */
const SILENCE_MS = 60_000;
/** A loaded machine. */
const GRACE_MS = 10_000;
const PLAY_MS = BOUND_MS + 2 * GRACE_MS;

const SERVICES = ['moved', 'lost', 'servfail', 'nxdomain', 'half-dead'] as const;
type Service = (typeof SERVICES)[number];

const whyNot = NetworkNamespace.whyNot();
if (whyNot !== undefined)
  process.stderr.write(
    `SKIPPED: the built gateway in a network namespace, which needs Linux, root and iproute2 (${whyNot}).\n`,
  );

(whyNot === undefined ? describe : describe.skip)('when a service moves', () => {
  let network: NetworkNamespace;
  let dns: FakeDnsServer;
  let redis: RedisServer;
  let redisAddresses: readonly [string, string];
  let gateway: AppProcess;
  let configDir: string;
  const pods: FakePod[] = [];

  const startPod = async (number: number): Promise<FakePod> => {
    const pod = await FakePod.start(network.addAddress(number), POD_PORT);
    pods.push(pod);
    return pod;
  };

  const chat = async (service: Service, body: object = {}) => {
    const signal = AbortSignal.timeout(SILENCE_MS + GRACE_MS);
    const response = await postChat(gateway, { model: `${service}/m` }, { body, signal });
    const answer = await response.text();
    if (response.status !== 200 || answer.includes('"error"'))
      throw new Error(`${response.status}: ${answer}`);
  };

  const callTool = async (service: Service) => {
    const { success, error } = await new ToolsClient(gateway).execute(`call_${service}`);
    if (!success) throw new Error(error ?? '');
  };

  const stream = async (service: Service, durationMs: number): Promise<ReadStream> => {
    const body = { user: `${durationMs}` };
    return readStream(await postChat(gateway, { model: `${service}/m` }, { stream: true, body }));
  };

  beforeAll(async () => {
    network = new NetworkNamespace();
    dns = await FakeDnsServer.start(network.host, 53);
    redisAddresses = [network.addAddress(51), network.addAddress(52)];
    redis = await RedisServer.start({
      parameters: ['--protected-mode', 'no', '--bind', '127.0.0.1', ...redisAddresses],
    });
    dns.answerWith('redis.test', [redisAddresses[0]]);
    configDir = await mkdtemp(join(tmpdir(), 'llm-gateway-dns-'));
    const url = (service: Service) => `http://${service}.test:${POD_PORT}`;
    const providers = SERVICES.map((service) => [
      service,
      { adapter: 'openai-compatible', baseUrl: `${url(service)}/v1` },
    ]);
    const tools = SERVICES.map((service) => ({
      name: `call_${service}`,
      description: 'Calls it.',
      parameters: { type: 'object', properties: {} },
      handler: { type: 'http', url: url(service), timeout_ms: SILENCE_MS },
    }));
    await writeFile(
      join(configDir, 'providers.json'),
      JSON.stringify({ providers: Object.fromEntries(providers) }),
    );
    await writeFile(join(configDir, 'tools.json'), JSON.stringify({ tools }));
    gateway = await startGatewayProcess(
      {
        LLM_GATEWAY_HOST: '0.0.0.0',
        LLM_GATEWAY_CONFIG_DIR: configDir,
        LLM_GATEWAY_REDIS_URL: `redis://redis.test:${redis.port}`,
        LLM_GATEWAY_TOOLS_ALLOW_HOSTS: SERVICES.map((service) => `${service}.test`).join(),
      },
      network,
    );
  });

  afterAll(async () => {
    await gateway?.kill();
    await Promise.all(pods.map((pod) => pod.close()));
    await redis?.stop();
    await dns?.close();
    network?.remove();
    await rm(configDir, { recursive: true, force: true });
  });

  it.concurrent(
    'nothing new goes to an address that DNS forgot, and streams from it go on',
    async () => {
      const [from, to] = [await startPod(11), await startPod(12)];
      dns.answerWith('moved.test', [from.address]);
      const clients = [
        askAgain(() => chat('moved'), PLAY_MS),
        askAgain(() => callTool('moved'), PLAY_MS),
        askAgain(() => chat('moved', { stream: true }), PLAY_MS),
      ];
      const long = stream('moved', PLAY_MS);
      await eventually(() => from.requests > 10, 'all ask', GRACE_MS);
      const movedAt = performance.now();
      dns.answerWith('moved.test', [to.address]);
      const seen = await Promise.all(clients);
      expect(seen.flatMap(({ failures }) => failures)).toEqual([]);
      expect(from.lastAt - movedAt).toBeLessThan(BOUND_MS + GRACE_MS);
      expect(to.requests).toBeGreaterThan(10);
      const { text, done, error } = await long;
      expect({ from: text.startsWith(from.address), done, error }).toEqual({
        from: true,
        done: true,
        error: undefined,
      });
    },
    PLAY_MS + SILENCE_MS,
  );

  it.concurrent(
    'a host that vanishes without a word fails no request, nor hangs it for long',
    async () => {
      const [from, to] = [await startPod(21), await startPod(22)];
      dns.answerWith('lost.test', [from.address]);
      const long = stream('lost', PLAY_MS);
      await eventually(() => from.requests === 1, 'the stream runs', GRACE_MS);
      const clients = [
        askAgain(() => chat('lost'), PLAY_MS),
        askAgain(() => chat('lost', { stream: true }), PLAY_MS),
      ];
      await eventually(() => from.connections === 3, 'both ask', GRACE_MS);
      dns.answerWith('lost.test', [to.address]);
      network.loseAddress(from.address);
      const seen = await Promise.all(clients);
      expect(seen.flatMap(({ failures }) => failures)).toEqual([]);
      for (const { longestMs } of seen) expect(longestMs).toBeLessThan(SILENCE_MS);
      expect(to.requests).toBeGreaterThan(10);
      const { done, error } = await long;
      expect(done).toBe(false);
      expect(error?.code).toBe('provider_unreachable');
    },
    PLAY_MS + 2 * SILENCE_MS,
  );

  it.concurrent.each([
    ['servfail', 'SERVFAIL', 31],
    ['nxdomain', 'NXDOMAIN', 32],
  ] as const)(
    'connections of %s go on while their name does not resolve (%s)',
    async (service, failure, number) => {
      const pod = await startPod(number);
      dns.answerWith(`${service}.test`, [pod.address]);
      const clients = [
        askAgain(() => chat(service), PLAY_MS),
        askAgain(() => callTool(service), PLAY_MS),
      ];
      await eventually(() => pod.connections === 2, 'both ask', GRACE_MS);
      dns.answerWith(`${service}.test`, failure);
      const seen = await Promise.all(clients);
      expect(seen.flatMap(({ failures }) => failures)).toEqual([]);
      expect(pod.connections).toBe(2);
    },
    PLAY_MS + SILENCE_MS,
  );

  it.concurrent(
    'one dead address of several costs a moment',
    async () => {
      const [alive, dead] = [await startPod(41), network.addAddress(42)];
      network.loseAddress(dead);
      dns.answerWith('half-dead.test', [dead, alive.address]);
      const clients = [
        askAgain(() => chat('half-dead').then(() => sleep(4_500)), 12_000),
        askAgain(() => callTool('half-dead').then(() => sleep(4_500)), 12_000),
      ];
      const seen = await Promise.all(clients);
      expect(seen.flatMap(({ failures }) => failures)).toEqual([]);
      // Shorter than the deadline for connections, which an attempt at the dead one would take.
      for (const { longestMs } of seen) expect(longestMs).toBeLessThan(4_500 + 4_000);
      expect(alive.connections).toBeGreaterThan(2);
    },
    PLAY_MS,
  );

  it.concurrent(
    'sessions are back soon after the host of Redis vanished and its name leads elsewhere',
    async () => {
      const sessions = new SessionsClient(gateway);
      const create = async (): Promise<boolean> => {
        const { status } = await sessions.request('POST');
        expect([201, 503]).toContain(status);
        return status === 201;
      };
      await redis.until(create);
      const [from, to] = redisAddresses;
      dns.answerWith('redis.test', [to]);
      network.loseAddress(from);
      expect(await create()).toBe(false);
      await redis.until(create);
    },
    SILENCE_MS,
  );
});
