import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { GatewayError } from 'llm-gateway/contracts';
import { IdempotencyStore, SessionStore } from 'llm-gateway/sessions';
import {
  FakeUpstream,
  RedisCluster,
  RedisServer,
  fakeOpenAi,
  settlesWithin,
} from 'llm-gateway/testing';
import { readEnvelope } from './support/envelope.js';
import { postChat, type PostOptions } from './support/post-chat.js';
import { SessionsClient } from './support/sessions-client.js';
import { startGateway, type TestGateway } from './support/start-gateway.js';

const MODEL = { model: 'openai/gpt-4o' };

const away = async () => {
  throw new GatewayError('session_store_unavailable', 'Away.');
};

describe.each([
  ['one server', RedisServer],
  ['a cluster', RedisCluster],
] as const)('Idempotency-Key on two replicas and %s', (_name, Redis) => {
  let redis: RedisServer | RedisCluster;
  let upstream: FakeUpstream;
  let replicas: [TestGateway, TestGateway];
  let sessions: SessionsClient;

  beforeAll(async () => {
    redis = await Redis.start();
    upstream = await FakeUpstream.start(fakeOpenAi);
    const environment = {
      LLM_GATEWAY_REDIS_URL: redis.url,
      LLM_GATEWAY_REDIS_DEADLINE_MS: '5000',
      OPENAI_API_KEY: 'test-key',
      OPENAI_BASE_URL: `${upstream.url}/v1`,
    };
    replicas = [await startGateway(environment), await startGateway(environment)];
    sessions = new SessionsClient(replicas[0]);
  }, 30_000);
  afterEach(() => {
    jest.restoreAllMocks();
    upstream.reset();
  });
  afterAll(async () => {
    for (const replica of replicas) await replica.close();
    await upstream.close();
    await redis.stop();
  });

  const ask = (replica: TestGateway, key: string, options: PostOptions = {}) =>
    postChat(replica, MODEL, { ...options, headers: { 'idempotency-key': key } });
  const idOf = async (response: Response) => ((await response.json()) as { id: string }).id;

  it.each([false, true])('makes one call of ten at once, streamed: %s', async (stream) => {
    const { id } = await sessions.create();
    const key = randomUUID();
    upstream.failWith({ type: 'delay', ms: 200 });
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        ask(replicas[index % 2]!, key, { stream, body: { session_id: id } }),
      ),
    );
    await Promise.all(answers.map((answer) => answer.text()));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(answers.filter(({ headers }) => headers.has('idempotent-replayed'))).toHaveLength(9);
    expect(upstream.requests).toHaveLength(1);
    expect((await sessions.get(id)).message_count).toBe(2);
  });

  it('replays a turn whose replica died before its answer was kept under the key', async () => {
    const [doomed, other] = replicas;
    const { id } = await sessions.create();
    const key = randomUUID();
    const body = { session_id: id };
    const keys = doomed.app.get(IdempotencyStore);
    const dying = jest.spyOn(keys, 'answer').mockImplementation(away);
    const first = await idOf(await ask(doomed, key, { body }));
    expect(dying).toHaveBeenCalled();
    for (const _ of [1, 2]) expect(await idOf(await ask(other, key, { body }))).toBe(first);
    expect(upstream.requests).toHaveLength(1);
    expect((await sessions.get(id)).message_count).toBe(2);
  });

  it('refuses another body of such a turn', async () => {
    const [doomed, other] = replicas;
    const { id } = await sessions.create();
    const key = randomUUID();
    jest.spyOn(doomed.app.get(IdempotencyStore), 'answer').mockImplementation(away);
    await ask(doomed, key, { body: { session_id: id } });
    const refused = await ask(other, key, { body: { session_id: id, temperature: 1 } });
    expect((await readEnvelope(refused)).error.code).toBe('idempotency_key_reused');
  });

  it('replays a turn whose commit was done and not heard of', async () => {
    const [deaf, other] = replicas;
    const { id } = await sessions.create();
    const key = randomUUID();
    const body = { session_id: id };
    const store = deaf.app.get(SessionStore);
    const commit = store.commitTurn.bind(store);
    jest.spyOn(store, 'commitTurn').mockImplementation(async (...turn) => {
      await commit(...turn);
      return away();
    });
    expect((await ask(deaf, key, { body })).status).toBe(503);
    const again = await ask(other, key, { body });
    expect([again.status, again.headers.get('idempotent-replayed')]).toEqual([200, 'true']);
    expect(upstream.requests).toHaveLength(1);
    expect((await sessions.get(id)).message_count).toBe(2);
  });

  it('leaves no receipt once the answer is kept under the key', async () => {
    const { id } = await sessions.create();
    const key = randomUUID();
    const store = replicas[0].app.get(SessionStore);
    const forgotten = jest.spyOn(store, 'forgetReceipt');
    await ask(replicas[0], key, { body: { session_id: id } });
    const [session, receiptKey] = forgotten.mock.calls[0]!;
    await forgotten.mock.results[0]?.value;
    const applicant = { leaseMs: 1_000, ticket: 'test', receiptKey };
    expect((await store.beginTurn(session, '', applicant)).type).toBe('started');
  });
});

describe('Idempotency-Key while Redis is away', () => {
  let redis: RedisServer;
  let gateway: TestGateway;

  beforeAll(async () => {
    redis = await RedisServer.start();
    gateway = await startGateway({ LLM_GATEWAY_REDIS_URL: redis.url });
  });
  afterAll(async () => {
    await gateway.close();
    await redis.stop();
  });

  const ask = (options: PostOptions = {}, model = 'simulator/echo') =>
    postChat(gateway, { model }, options);
  const keyed = () => ({ headers: { 'idempotency-key': randomUUID() } });

  it('is 503 soon, and a chat without one goes on', async () => {
    expect((await ask(keyed())).status).toBe(200);
    redis.freeze();
    try {
      for (const stream of [false, true]) {
        const refused = await settlesWithin(ask({ ...keyed(), stream }), 2_000);
        expect(refused.status).toBe(503);
        expect(refused.headers.get('retry-after')).toBe('1');
        expect((await readEnvelope(refused)).error.code).toBe('session_store_unavailable');
      }
      expect((await ask()).status).toBe(200);
    } finally {
      redis.thaw();
    }
  });

  it('gives an answer that was made when Redis vanished, rather than throw it away', async () => {
    await redis.until(async () => (await ask(keyed())).status === 200);
    const answer = ask(keyed(), 'simulator/echo?latency_ms=300');
    await new Promise((resolve) => setTimeout(resolve, 150));
    redis.freeze();
    expect((await answer).status).toBe(200);
    redis.thaw();
  });
});
