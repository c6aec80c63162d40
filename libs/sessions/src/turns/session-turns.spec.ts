import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CallScope } from 'llm-gateway/contracts';
import { RedisServer } from 'llm-gateway/testing';
import { newSessionId } from '../session-id.js';
import type { SessionsModuleOptions } from '../sessions.module-definition.js';
import { RedisConnection } from '../stores/redis/redis-connection.js';
import { RedisSessionStore } from '../stores/redis/redis-session-store.js';
import { SessionTurns } from './session-turns.js';

const OWNER = 'alice';
const REPLICAS = 3;
const TURNS = 40;

describe('SessionTurns on replicas that share a Redis', () => {
  let server: RedisServer;
  let stores: RedisSessionStore[];

  beforeAll(async () => {
    server = await RedisServer.start();
    stores = Array.from(
      { length: REPLICAS },
      () => new RedisSessionStore(new RedisConnection(server.url, 5_000)),
    );
  });
  afterAll(async () => {
    await Promise.all(stores.map((store) => store.close()));
    await server.stop();
  });

  const turnsOf = (store: RedisSessionStore, waitMs = 30_000) =>
    new SessionTurns(store, { waitMs } as SessionsModuleOptions);
  const create = async () => {
    const id = newSessionId();
    const empty = { context: {}, defaults: {}, messages: [] };
    await stores[0]!.create({ id, owner: OWNER, ttlMs: 60_000, ...empty });
    return id;
  };

  it('lets no replica overtake another: each has its turn before one has its next', async () => {
    const id = await create();
    const order: number[] = [];
    const replicas = stores.map((store) => turnsOf(store));
    const work = replicas.flatMap((turns, replica) =>
      Array.from({ length: TURNS }, async () => {
        const turn = await turns.begin(id, OWNER, new CallScope());
        order.push(replica);
        await turn.commit([{ role: 'user', replica }]);
      }),
    );
    await Promise.all(work);
    const all = await stores[0]!.messages(id, OWNER, { limit: 1_000 });
    expect(all?.map(({ message }) => message['replica'])).toEqual(order);
    expect(all).toHaveLength(REPLICAS * TURNS);
    const rounds = Array.from({ length: TURNS - 2 }, (_, round) =>
      order.slice((round + 1) * REPLICAS, (round + 2) * REPLICAS),
    );
    for (const round of rounds) expect(new Set(round).size).toBe(REPLICAS);
  });

  it('tells who waited too long, and keeps no place for it', async () => {
    const id = await create();
    const turn = await turnsOf(stores[0]!).begin(id, OWNER, new CallScope());
    const impatient = turnsOf(stores[1]!, 50).begin(id, OWNER, new CallScope());
    await expect(impatient).rejects.toMatchObject({ code: 'session_busy' });
    await turn.release();
    const applicant = { leaseMs: 1_000, ticket: 'next' };
    expect((await stores[2]!.beginTurn(id, OWNER, applicant)).type).toBe('started');
  });

  it('commits when Redis was away for a moment', async () => {
    const id = await create();
    const turn = await turnsOf(stores[0]!).begin(id, OWNER, new CallScope());
    server.freeze();
    const committed = turn.commit([{ role: 'user' }]);
    setTimeout(() => server.thaw(), 350);
    expect(await committed).toMatchObject({ messageCount: 1 });
  });
});
