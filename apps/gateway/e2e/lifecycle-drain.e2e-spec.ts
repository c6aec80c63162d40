import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { RedisServer, type AppProcess } from 'llm-gateway/testing';
import { readEnvelope } from './support/envelope.js';
import { HealthClient } from './support/health-client.js';
import { KeptConnection } from './support/kept-connection.js';
import { postChat, readStream } from './support/post-chat.js';
import { SessionsClient } from './support/sessions-client.js';
import { startGatewayProcess } from './support/start-gateway-process.js';

// Processes that start on a machine that is busy elsewhere.
jest.setTimeout(180_000);

/** Twenty parts a second. */
const slow = (parts: number) => ({ model: `simulator/echo?tokens=${parts}&chunk_ms=50` });
/** Until a signal is heard, on a machine that is busy elsewhere. */
const SIGNAL_MS = 20_000;
const FOR_EVER = slow(100_000);

const start = (preStopDelayMs: number, drainMs: number, more: Record<string, string> = {}) =>
  startGatewayProcess({
    LLM_GATEWAY_DATA_DIR: ':memory:',
    LLM_GATEWAY_PRE_STOP_DELAY_MS: `${preStopDelayMs}`,
    LLM_GATEWAY_DRAIN_MS: `${drainMs}`,
    ...more,
  });

/** Resolves when it is shutting down, which every answer tells from then on. */
async function untilShuttingDown(gateway: AppProcess): Promise<void> {
  const connection = new KeptConnection(gateway.url);
  const giveUpAt = performance.now() + SIGNAL_MS;
  while (!(await connection.send('GET', '/health')).isLast) {
    if (performance.now() > giveUpAt) throw new Error('It does not shut down.');
    await sleep(2);
  }
}

describe('SIGTERM', () => {
  it('lets requests and streams finish, and serves new ones through the delay', async () => {
    const gateway = await start(1_500, 30_000);
    const stream = await postChat(gateway, slow(60), { stream: true });
    const kept = new KeptConnection(gateway.url);
    const whole = kept.chat('simulator/echo?latency_ms=700');
    const idle = new KeptConnection(gateway.url);
    expect(await idle.chat()).toMatchObject({ status: 200, isLast: false });
    gateway.signal('SIGTERM');
    await untilShuttingDown(gateway);
    // As npm and process groups do.
    gateway.signal('SIGTERM');
    expect(await idle.chat()).toMatchObject({ status: 200, isLast: true });
    expect(await idle.chat()).toMatchObject({ status: 200, isLast: true });
    const late = await postChat(gateway, slow(5), { stream: true });
    expect(late.headers.get('connection')).toBe('close');
    expect((await readStream(late)).done).toBe(true);
    expect(await whole).toMatchObject({ status: 200, isLast: true });
    expect(gateway.hasEnded).toBe(false);
    expect(await readStream(stream)).toMatchObject({ done: true, error: undefined });
    await expect(new KeptConnection(gateway.url).chat()).rejects.toThrow('ECONNREFUSED');
    expect(await gateway.ended()).toBe(0);
  });

  it('makes it not ready at once, while it goes on serving', async () => {
    const gateway = await start(60_000, 120_000);
    const health = new HealthClient(gateway);
    expect((await health.get()).status).toBe(200);
    gateway.signal('SIGTERM');
    const [code, body] = await health.until(({ status }) => status === 'not_ready');
    expect([code, body]).toMatchObject([503, { status: 'not_ready', draining: true }]);
    expect((await health.get('')).status).toBe(200);
    expect((await new KeptConnection(gateway.url).chat()).status).toBe(200);
    await gateway.kill();
  });

  it('takes no new connection after the delay, while those that are open are answered', async () => {
    const gateway = await start(50, 30_000);
    const stream = await postChat(gateway, slow(40), { stream: true });
    const idle = new KeptConnection(gateway.url);
    await idle.chat();
    gateway.signal('SIGTERM');
    const refused = async () => {
      for (;;) await new KeptConnection(gateway.url).send('GET', '/health');
    };
    // Reset: it was made in the moment in which listening ended.
    await expect(refused()).rejects.toThrow(/ECONNREFUSED|ECONNRESET/);
    expect(await idle.chat()).toMatchObject({ status: 200, isLast: true });
    expect((await readStream(stream)).done).toBe(true);
    expect(await gateway.ended()).toBe(0);
  });

  it('is not held up by connections without a request', async () => {
    const gateway = await start(0, 60_000);
    const { port } = new URL(gateway.url);
    const silent = connect(Number(port), '127.0.0.1');
    const idle = new KeptConnection(gateway.url);
    await idle.chat();
    const startedAt = performance.now();
    expect(await gateway.end('SIGTERM')).toBe(0);
    expect(performance.now() - startedAt).toBeLessThan(40_000);
    silent.destroy();
  });
});

describe('what is not finished within the drain time', () => {
  let redis: RedisServer;
  beforeAll(async () => {
    redis = await RedisServer.start();
  });
  afterAll(() => redis.stop());

  it('ends with an error that the client sees; its session is free and as it was', async () => {
    const environment = { LLM_GATEWAY_REDIS_URL: redis.url };
    const gateway = await start(0, 600, environment);
    const sessions = new SessionsClient(gateway);
    await redis.until(async () => (await sessions.request('POST')).ok);
    const session = await sessions.createWithTurns(1);
    const stream = await postChat(gateway, FOR_EVER, {
      stream: true,
      body: { session_id: session.id },
    });
    const whole = postChat(gateway, { model: 'simulator/echo?latency_ms=600000' });
    const waiting = postChat(gateway, FOR_EVER, { body: { session_id: session.id } });
    const events = readStream(stream);
    await sleep(100);
    gateway.signal('SIGTERM');
    expect(await events).toMatchObject({
      done: false,
      error: { code: 'gateway_shutting_down', type: 'server_error' },
    });
    for (const response of await Promise.all([whole, waiting])) {
      expect(response.status).toBe(503);
      expect(response.headers.get('retry-after')).toBe('1');
      expect(response.headers.get('x-should-retry')).toBeNull();
      expect((await readEnvelope(response)).error.code).toBe('gateway_shutting_down');
    }
    expect(await gateway.ended()).toBe(0);

    const next = await start(0, 600, environment);
    const after = new SessionsClient(next);
    await redis.until(async () => (await after.request('POST')).ok);
    const startedAt = performance.now();
    await after.chat(session.id, 'Turn 2');
    // Where a turn is not let go, its lease holds the session for 15 s.
    expect(performance.now() - startedAt).toBeLessThan(12_000);
    expect(await after.turns(session.id)).toEqual(['Turn 1', 'Turn 2']);
    await next.kill();
  });
});

describe('SIGINT', () => {
  it('ends at once when nothing runs', async () => {
    const gateway = await start(60_000, 120_000);
    expect(await gateway.end('SIGINT')).toBe(0);
  });

  it('counts once when it comes several times together, and lets what runs finish', async () => {
    const gateway = await start(60_000, 120_000);
    const stream = await postChat(gateway, slow(30), { stream: true });
    for (let times = 0; times < 3; times += 1) {
      gateway.signal('SIGINT');
      await sleep(20);
    }
    expect((await readStream(stream)).done).toBe(true);
    expect(await gateway.ended()).toBe(0);
  });

  it('ends at once when it comes a second time', async () => {
    const gateway = await start(60_000, 120_000);
    const stream = await postChat(gateway, FOR_EVER, { stream: true });
    gateway.signal('SIGINT');
    await sleep(1_500);
    expect(gateway.hasEnded).toBe(false);
    expect(await gateway.end('SIGINT')).toBe(130);
    await expect(stream.text()).rejects.toThrow('terminated');
  });

  it('cuts the delay of a SIGTERM short', async () => {
    const gateway = await start(60_000, 120_000);
    gateway.signal('SIGTERM');
    await untilShuttingDown(gateway);
    expect(await gateway.end('SIGINT')).toBe(0);
  });
});
