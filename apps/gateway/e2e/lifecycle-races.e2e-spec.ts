import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, jest } from '@jest/globals';
import type { AppProcess } from 'llm-gateway/testing';
import { KeptConnection } from './support/kept-connection.js';
import { postChat } from './support/post-chat.js';
import { startGatewayProcess } from './support/start-gateway-process.js';

// Processes that start on a machine that is busy elsewhere.
jest.setTimeout(180_000);

const CLIENTS = 24;
/** `DRAINS=50 npm test -- lifecycle-races` for the long run. */
const DRAINS = Number(process.env['DRAINS'] ?? 3);
const DELAY_MS = 800;

const start = (preStopDelayMs = DELAY_MS) =>
  startGatewayProcess({
    LLM_GATEWAY_DATA_DIR: ':memory:',
    LLM_GATEWAY_PRE_STOP_DELAY_MS: `${preStopDelayMs}`,
  });

/** Replicas behind one name: a new connection goes to one that is ready. */
class Service {
  readonly failures: unknown[] = [];
  answered = 0;
  isOver = false;

  constructor(public ready: AppProcess) {}

  /** Sends one request after the other, and moves when it is told to. */
  async client(): Promise<void> {
    let connection: KeptConnection | undefined;
    while (!this.isOver) {
      connection ??= new KeptConnection(this.ready.url);
      try {
        const { status, isLast } = await connection.chat();
        if (status !== 200) this.failures.push(status);
        this.answered += 1;
        if (isLast) connection = undefined;
      } catch (error) {
        this.failures.push(error);
        connection = undefined;
      }
      await sleep(Math.random() * 40);
    }
    connection?.close();
  }
}

describe('clients with connections that they keep', () => {
  it(
    'lose no request while one replica after the other ends under them',
    async () => {
      const service = new Service(await start());
      const clients = Array.from({ length: CLIENTS }, () => service.client());
      for (let drain = 0; drain < DRAINS; drain += 1) {
        await sleep(300);
        const old = service.ready;
        service.ready = await start();
        expect(await old.end('SIGTERM')).toBe(0);
      }
      service.isOver = true;
      await Promise.all(clients);
      await service.ready.kill();
      expect(service.failures).toEqual([]);
      expect(service.answered).toBeGreaterThan(DRAINS * CLIENTS);
    },
    30_000 + DRAINS * 10_000,
  );

  it(
    'lose no request that comes on an idle connection just when the listener closes',
    async () => {
      for (let drain = 0; drain < DRAINS; drain += 1) {
        const gateway = await start(300);
        const stream = await postChat(
          gateway,
          { model: 'simulator/echo?tokens=40&chunk_ms=50' },
          { stream: true },
        );
        const connections = Array.from({ length: 100 }, () => new KeptConnection(gateway.url));
        await Promise.all(connections.map((connection) => connection.send('GET', '/health')));
        gateway.signal('SIGTERM');
        const answers = await Promise.all(
          connections.map(async (connection) => {
            await sleep(250 + Math.random() * 100);
            return connection.send('GET', '/health');
          }),
        );
        expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
        expect(await stream.text()).toContain('[DONE]');
        expect(await gateway.ended()).toBe(0);
      }
    },
    30_000 + DRAINS * 10_000,
  );

  it('may send their next request at once when a stream outlived the listener, and another stream', async () => {
    const gateway = await start(300);
    const connection = new KeptConnection(gateway.url);
    const outlives = 'simulator/echo?tokens=12&chunk_ms=100';
    const first = connection.chat(outlives, { stream: true });
    await sleep(300);
    const ended = gateway.end('SIGTERM');
    expect(await first).toMatchObject({ status: 200, isLast: false });
    await sleep(100);
    const longerThanTheEnd = 'simulator/echo?tokens=30&chunk_ms=100';
    const next = await connection.chat(longerThanTheEnd, { stream: true });
    expect(next).toMatchObject({ status: 200, isLast: true });
    expect(next.body).toContain('[DONE]');
    expect(await ended).toBe(0);
    connection.close();
  });
});
