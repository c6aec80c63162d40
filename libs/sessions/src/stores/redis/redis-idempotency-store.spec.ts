import { afterAll, describe, expect, it } from '@jest/globals';
import { RedisCluster, RedisServer } from 'llm-gateway/testing';
import { setTimeout as sleep } from 'node:timers/promises';
import { describeIdempotencyStore } from '../idempotency-store.suite.js';
import { RedisConnection } from './redis-connection.js';
import { REDIS_DEADLINE_MS } from './redis-deadline.js';
import { RedisIdempotencyStore } from './redis-idempotency-store.js';

describe('RedisIdempotencyStore', () => {
  const closers: (() => Promise<void>)[] = [];
  afterAll(async () => {
    for (const close of closers.toReversed()) await close();
  });

  const open = (
    server: RedisServer | RedisCluster,
    // A stall of the machine that runs this is not what is tested.
    deadlineMs = 5_000,
  ): RedisIdempotencyStore => {
    const connection = new RedisConnection(server.url, deadlineMs);
    closers.push(
      () => server.stop(),
      () => connection.close(),
    );
    return new RedisIdempotencyStore(connection);
  };

  describeIdempotencyStore('on one server', async () => open(await RedisServer.start()));

  describeIdempotencyStore('on a cluster of three nodes', async () =>
    open(await RedisCluster.start()),
  );

  it('frees a key that was claimed after its caller gave up', async () => {
    const server = await RedisServer.start();
    const store = open(server, REDIS_DEADLINE_MS);
    await store.claim('warm-up', 'body', 1_000);
    server.freeze();
    await expect(store.claim('key', 'body', 60_000)).rejects.toMatchObject({
      code: 'session_store_unavailable',
    });
    server.thaw();
    await sleep(500);
    expect(await store.claim('key', 'body', 1_000)).toMatchObject({ type: 'claimed' });
  });

  it('leaves nothing in Redis without an end to its life', async () => {
    const server = await RedisServer.start();
    const store = open(server);
    const claim = await store.claim('key', 'body', 1_000);
    expect(Number(await server.command('PTTL', 'llm-gateway:{key}:idempotency'))).toBeGreaterThan(
      500,
    );
    if (claim.type === 'claimed') await store.answer('key', claim.token, 'answer', 60_000);
    expect(Number(await server.command('PTTL', 'llm-gateway:{key}:idempotency'))).toBeGreaterThan(
      50_000,
    );
  });
});
