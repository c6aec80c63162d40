import { kill } from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { AppProcess, RedisServer, eventually } from 'llm-gateway/testing';
import { HealthClient } from './support/health-client.js';
import { KeptConnection } from './support/kept-connection.js';
import { postChat, readStream } from './support/post-chat.js';
import { startGatewayProcess } from './support/start-gateway-process.js';
import { NO_CONFIGURATION } from './support/no-configuration.js';

// Processes that start on a machine that is busy elsewhere.
jest.setTimeout(180_000);

const WORKERS = 2;
/** Ten heartbeats of a second, and a start on a busy machine. */
const REPLACED_MS = 40_000;
interface ProcessSection {
  readonly process: { readonly memory: { readonly resident_bytes: number } };
}
const SLOW = { model: 'simulator/echo?tokens=40&chunk_ms=50' };

let redis: RedisServer;
let gateway: AppProcess;
beforeAll(async () => {
  redis = await RedisServer.start();
  gateway = await start({ LLM_GATEWAY_PRE_STOP_DELAY_MS: '700' });
  await serving(WORKERS);
});
afterAll(async () => {
  await gateway.kill();
  await redis.stop();
});

const start = (environment: Readonly<Record<string, string>> = {}) =>
  startGatewayProcess({
    GATEWAY_WORKERS: `${WORKERS}`,
    LLM_GATEWAY_PROBE_INTERVAL_MS: '100',
    LLM_GATEWAY_REDIS_URL: redis.url,
    ...environment,
  });

/** A measurement of the whole pod, whichever worker answers. */
async function metric(name: string): Promise<number> {
  const text = await (await fetch(`${gateway.url}/metrics`)).text();
  const line = text.split('\n').find((candidate) => candidate.startsWith(`${name} `));
  return Number(line?.split(' ')[1]);
}

const counted = () => metric('llm_gateway_metrics_workers{state="counted"}');
const missing = () => metric('llm_gateway_metrics_workers{state="missing"}');

/** Nothing when it is the stuck one that was asked. */
async function readWithin(milliseconds: number, path: string): Promise<string> {
  try {
    const signal = AbortSignal.timeout(milliseconds);
    return await (await fetch(gateway.url + path, { signal })).text();
  } catch {
    return '';
  }
}

async function serving(count: number): Promise<void> {
  const isFull = async () => (await counted().catch(() => 0)) === count && (await missing()) === 0;
  await eventually(isFull, `${count} workers serve`, REPLACED_MS);
}

/** What becomes of the streams on a connection each, when this is done to one worker. */
async function streamsWhile(harm: (worker: number) => void): Promise<boolean[]> {
  const streams = await Promise.all(
    Array.from({ length: 8 }, () => postChat(gateway, SLOW, { stream: true })),
  );
  harm(gateway.children()[0]!);
  const ends = await Promise.allSettled(streams.map(readStream));
  return ends.map((end) => end.status === 'fulfilled' && end.value.done);
}

describe('several workers', () => {
  it('share the connections, and count as one pod', async () => {
    const path =
      'llm_gateway_request_duration_seconds_count{route="/health",method="GET",status="200",provider=""}';
    for (let times = 0; times < 10; times += 1) {
      const connection = new KeptConnection(gateway.url);
      await connection.send('GET', '/health');
      connection.close();
    }
    for (let times = 0; times < 4; times += 1) expect(await metric(path)).toBe(10);
    expect(gateway.children()).toHaveLength(WORKERS);
  });

  it(
    'replace one that is killed; only what ran on it is lost',
    async () => {
      const before = gateway.children();
      const ended = await streamsWhile((worker) => kill(worker, 'SIGKILL'));
      expect(ended).toContain(true);
      expect(ended).toContain(false);
      await serving(WORKERS);
      expect(gateway.children()).not.toContain(before[0]);
      expect(gateway.children()).toContain(before[1]);
    },
    REPLACED_MS + 20_000,
  );

  it(
    'replace one that is stuck, and say so in metrics and readiness until then',
    async () => {
      const [stuck] = gateway.children();
      kill(stuck!, 'SIGSTOP');
      let sawMissing = false;
      let sawDegraded = false;
      const giveUpAt = performance.now() + REPLACED_MS;
      while (gateway.children().includes(stuck!)) {
        if (performance.now() > giveUpAt) throw new Error('It was not ended.');
        const metrics = await readWithin(2_000, '/metrics');
        sawMissing ||= metrics.includes('llm_gateway_metrics_workers{state="missing"} 1');
        const readiness = await readWithin(2_000, '/health/ready');
        sawDegraded ||= /"status":"degraded".*"workers":false/.test(readiness);
        await sleep(100);
      }
      expect([sawMissing, sawDegraded]).toEqual([true, true]);
      await serving(WORKERS);
      await new HealthClient(gateway).until(({ checks }) => checks['workers'] === true);
    },
    REPLACED_MS + 20_000,
  );

  it.each([
    ['1', 200],
    ['2', 503],
  ])('counts the memory of all of them against the limit: %s', async (workers, status) => {
    const detailed = await (await fetch(`${gateway.url}/health/detailed`)).json();
    const { resident_bytes: ofOne } = (detailed as ProcessSection).process.memory;
    const another = await start({
      GATEWAY_WORKERS: workers,
      LLM_GATEWAY_MEMORY_LIMIT_BYTES: `${Math.round(ofOne * 1.6)}`,
    });
    const answer = async () => (await fetch(`${another.url}/health`)).status;
    await eventually(async () => (await answer()) === status, `it is ${status}`, REPLACED_MS);
    // Whichever is asked.
    for (let times = 0; times < 4; times += 1) expect(await answer()).toBe(status);
    await another.kill();
  });

  it('drain together', async () => {
    const streams = await Promise.all(
      Array.from({ length: 6 }, () => postChat(gateway, SLOW, { stream: true })),
    );
    const connections = Array.from({ length: 6 }, () => new KeptConnection(gateway.url));
    for (const connection of connections) await connection.send('GET', '/health');
    const workers = gateway.children();
    // A process group's signal comes to all of them.
    gateway.signal('SIGTERM');
    for (const worker of workers) kill(worker, 'SIGTERM');
    await sleep(300);
    for (const connection of connections)
      expect(await connection.send('GET', '/health')).toMatchObject({ status: 200, isLast: true });
    for (const stream of streams) expect(await readStream(stream)).toMatchObject({ done: true });
    expect(await gateway.ended()).toBe(0);
    for (const worker of workers) expect(() => kill(worker, 0)).toThrow('ESRCH');
  });
});

describe('a start of several workers', () => {
  const startInVain = (environment: Readonly<Record<string, string>>) =>
    AppProcess.startInVain('gateway', {
      LLM_GATEWAY_HOST: '127.0.0.1',
      LLM_GATEWAY_CONFIG_DIR: NO_CONFIGURATION,
      LLM_GATEWAY_LOG_LEVEL: 'silent',
      GATEWAY_WORKERS: '3',
      ...environment,
    });

  it('ends with 78 and one message when the configuration is wrong', async () => {
    const [code, complaint] = await startInVain({ LLM_GATEWAY_PORT: 'eighty' });
    expect(code).toBe(78);
    expect(complaint).toBe(
      'The configuration has faults:\n' +
        '  GATEWAY_WORKERS is 3, and the embedded session store serves one process: set LLM_GATEWAY_REDIS_URL, or GATEWAY_WORKERS to 1.\n' +
        "  LLM_GATEWAY_PORT is 'eighty'; set it to a whole number from 0 to 65535.\n",
    );
  });

  it.each(['1', '2'])('says in one line that the port is taken, with %s', async (workers) => {
    const first = await startGatewayProcess({ LLM_GATEWAY_DATA_DIR: ':memory:' });
    const { port } = new URL(first.url);
    const [code, complaint] = await startInVain({
      LLM_GATEWAY_PORT: port,
      LLM_GATEWAY_REDIS_URL: redis.url,
      GATEWAY_WORKERS: workers,
    });
    await first.kill();
    expect(code).toBe(1);
    expect(complaint).toBe(
      `Port ${port} on 127.0.0.1 is in use by another program: end that, or set another port.\n`,
    );
  });

  it('ends with its primary process, however that ends', async () => {
    const another = await start();
    await eventually(() => another.children().length === WORKERS, 'both workers', 20_000);
    const workers = another.children();
    await another.kill();
    await eventually(() => !workers.some(isRunning), 'no worker is left', 20_000);
    expect(workers.map(isRunning)).toEqual([false, false]);
  });
});

function isRunning(worker: number): boolean {
  try {
    return kill(worker, 0);
  } catch {
    return false;
  }
}
