import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { RedisServer, eventually } from 'llm-gateway/testing';
import { newSessionId } from '../../session-id.js';
import { RedisConnection } from './redis-connection.js';
import { RedisSessionStore } from './redis-session-store.js';

const OWNER = 'alice';
/** A place is kept so long, in milliseconds. */
const KEPT_MS = 1_000;

describe('waiting for a session on Redis', () => {
  let server: RedisServer;
  let store: RedisSessionStore;
  let id: string;

  beforeAll(async () => {
    server = await RedisServer.start();
    store = new RedisSessionStore(new RedisConnection(server.url, 5_000));
  });
  afterAll(async () => {
    await store.close();
    await server.stop();
  });
  beforeEach(async () => {
    id = newSessionId();
    const empty = { context: {}, defaults: {}, messages: [] };
    await store.create({ id, owner: OWNER, ttlMs: 60_000, ...empty });
  });

  const ask = (ticket: string) => store.beginTurn(id, OWNER, { leaseMs: 10_000, ticket });
  const take = async (ticket: string) => {
    const turn = await ask(ticket);
    if (turn.type !== 'started') throw new Error(`${ticket}: ${turn.type}`);
    return turn.token;
  };

  it('is first come first served, whoever asks first when it is free', async () => {
    const token = await take('first');
    expect(await ask('second')).toMatchObject({ type: 'busy', ahead: 0 });
    expect(await ask('third')).toMatchObject({ type: 'busy', ahead: 1 });
    await store.releaseTurn(id, token);
    expect(await ask('third')).toEqual({ type: 'busy', remainingMs: 0, ahead: 1 });
    expect(await ask('first')).toEqual({ type: 'busy', remainingMs: 0, ahead: 2 });
    await store.commitTurn(id, await take('second'), []);
    expect(await ask('first')).toMatchObject({ ahead: 1 });
    await store.releaseTurn(id, await take('third'));
    await take('first');
  });

  it('keeps no place for who gave up', async () => {
    const token = await take('first');
    await ask('second');
    await ask('third');
    await store.stopWaiting(id, 'second');
    await store.releaseTurn(id, token);
    expect((await ask('third')).type).toBe('started');
  });

  it('keeps no place for who asks no more', async () => {
    const token = await take('first');
    await ask('died');
    await ask('third');
    await store.releaseTurn(id, token);
    const isFree = async () => (await ask('third')).type === 'started';
    const freed = eventually(isFree, 'the place of the dead is free', KEPT_MS + 300);
    await expect(freed).resolves.toBeDefined();
  });

  it('leaves nothing behind', async () => {
    const token = await take('first');
    await ask('second');
    await store.releaseTurn(id, token);
    await store.releaseTurn(id, await take('second'));
    expect(await server.command('EXISTS', `llm-gateway:{${id}}:waiting`)).toBe('0');
  });
});
