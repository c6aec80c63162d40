import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import {
  RedisCluster,
  RedisSentinel,
  RedisServer,
  eventually,
  settlesWithin,
} from 'llm-gateway/testing';
import { describeSessionStore } from '../session-store.suite.js';
import { RedisConnection } from './redis-connection.js';
import { REDIS_DEADLINE_MS } from './redis-deadline.js';
import { RedisSessionStore } from './redis-session-store.js';

// A stall of the machine that runs this is not what is tested.
const DEADLINE_MS = 5_000;

const openStore = (url: string, deadlineMs = DEADLINE_MS) =>
  new RedisSessionStore(new RedisConnection(url, deadlineMs));

const SESSION = {
  id: `sess_${'0'.repeat(32)}`,
  owner: 'alice',
  ttlMs: 60_000,
  context: {},
  defaults: {},
  messages: [],
};

describe('RedisSessionStore', () => {
  const closers: (() => Promise<void>)[] = [];
  afterAll(() => Promise.all(closers.map((close) => close())));

  describeSessionStore('on one server', async () => {
    const server = await RedisServer.start();
    closers.push(() => server.stop());
    return openStore(server.url);
  });

  describeSessionStore('on a cluster of three nodes', async () => {
    const cluster = await RedisCluster.start();
    closers.push(() => cluster.stop());
    return openStore(cluster.url);
  });

  describe('behind sentinels, of which the first hangs', () => {
    it('follows a failover', async () => {
      const hung = createServer((socket) => socket.resume()).listen(0, '127.0.0.1');
      await once(hung, 'listening');
      const { port } = hung.address() as AddressInfo;
      const sentinel = await RedisSentinel.start();
      const url = sentinel.url.replace('//', `//127.0.0.1:${port},`);
      const store = openStore(url, REDIS_DEADLINE_MS);
      await sentinel.master.until(() => store.create(SESSION).then(() => true));
      const isThere = async () => (await store.find(SESSION.id, SESSION.owner)) !== undefined;
      expect(await isThere()).toBe(true);
      expect(await sentinel.master.command('WAIT', '1', '1000')).toBe('1');
      await sentinel.failOver();
      await sentinel.replica.until(isThere);
      const turn = await store.beginTurn(SESSION.id, SESSION.owner, {
        leaseMs: 1_000,
        ticket: 'a',
      });
      expect(turn.type).toBe('started');
      await store.close();
      await sentinel.stop();
      hung.close();
    }, 120_000);
  });

  describe('when Redis is away', () => {
    let server: RedisServer;
    let store: RedisSessionStore;
    const lines: string[] = [];

    beforeAll(async () => {
      for (const level of ['log', 'warn', 'error'] as const) {
        jest.spyOn(Logger.prototype, level).mockImplementation((line) => void lines.push(line));
      }
      server = await RedisServer.start({ appendOnly: true });
      store = openStore(server.url, REDIS_DEADLINE_MS);
      await store.create(SESSION);
    });
    afterEach(() => void lines.splice(0));
    afterAll(async () => {
      jest.restoreAllMocks();
      await store.close();
      await server.stop();
    });

    const unavailable = async (work: Promise<unknown>): Promise<void> => {
      // Sooner than the connection itself is given up, which takes 2 s.
      await expect(settlesWithin(work, 1_500)).rejects.toMatchObject({
        code: 'session_store_unavailable',
        details: { retryAfterMs: 1_000 },
      });
    };
    const back = async (): Promise<void> => {
      const find = () => store.find(SESSION.id, SESSION.owner).catch(() => undefined);
      await eventually(async () => (await find()) !== undefined, 'Redis is found again', 10_000);
    };

    it('rejects every call in time, and works again when Redis is back', async () => {
      lines.splice(0);
      await server.halt();
      const { id, owner } = SESSION;
      await Promise.all([
        unavailable(store.create({ ...SESSION, id: `sess_${'1'.repeat(32)}` })),
        unavailable(store.find(id, owner)),
        unavailable(store.list(owner, { limit: 5 })),
        unavailable(store.update(id, owner, 1, {})),
        unavailable(store.delete(id, owner)),
        unavailable(store.messages(id, owner, { limit: 5 })),
        unavailable(store.beginTurn(id, owner, { leaseMs: 1_000, ticket: 'a' })),
        unavailable(store.renewTurn(id, 1, 1_000)),
        unavailable(store.commitTurn(id, 1, [])),
        unavailable(store.releaseTurn(id, 1)),
        unavailable(store.forgetReceipt(id, 'key')),
      ]);
      await unavailable(store.find(id, owner));
      await server.launch();
      await back();
      expect(await store.find(id, owner)).toMatchObject({ version: 1 });
      expect(lines).toEqual([
        expect.stringContaining('cannot be reached'),
        expect.stringContaining('is there again'),
      ]);
    });

    it('does not keep a turn that began after its caller gave up', async () => {
      server.freeze();
      await unavailable(
        store.beginTurn(SESSION.id, SESSION.owner, { leaseMs: 60_000, ticket: 'a' }),
      );
      server.thaw();
      await back();
      await sleep(50);
      const turn = await store.beginTurn(SESSION.id, SESSION.owner, {
        leaseMs: 1_000,
        ticket: 'b',
      });
      expect(turn.type).toBe('started');
      if (turn.type === 'started') await store.releaseTurn(SESSION.id, turn.token);
    });

    it('commits once when the answer to a commit was lost', async () => {
      const turn = await store.beginTurn(SESSION.id, SESSION.owner, {
        leaseMs: 10_000,
        ticket: 'c',
      });
      if (turn.type !== 'started') throw new Error(turn.type);
      server.freeze();
      await unavailable(store.commitTurn(SESSION.id, turn.token, [{ role: 'user' }]));
      server.thaw();
      await back();
      const session = await store.commitTurn(SESSION.id, turn.token, [{ role: 'user' }]);
      expect(session).toMatchObject({ messageCount: 1 });
    });

    it('starts without Redis and finds it later', async () => {
      await server.halt();
      const early = openStore(server.url, REDIS_DEADLINE_MS);
      await unavailable(early.find(SESSION.id, SESSION.owner));
      await server.launch();
      await back();
      await sleep(600);
      expect(await early.find(SESSION.id, SESSION.owner)).toBeDefined();
      await early.close();
    });
  });

  it('warns of a server that may evict sessions', async () => {
    const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    const server = await RedisServer.start({
      parameters: ['--maxmemory', '50mb', '--maxmemory-policy', 'allkeys-lru'],
    });
    const store = openStore(server.url);
    await store.find(SESSION.id, SESSION.owner);
    await sleep(50);
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('allkeys-lru'));
    warn.mockRestore();
    await store.close();
    await server.stop();
  });
});
