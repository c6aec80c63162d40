import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RedisServer, settlesWithin } from 'llm-gateway/testing';
import { readEnvelope } from './support/envelope.js';
import { postChat } from './support/post-chat.js';
import { SessionsClient } from './support/sessions-client.js';
import { startGateway, type TestGateway } from './support/start-gateway.js';

const ECHO = { model: 'simulator/echo' };

describe('sessions on Redis', () => {
  let redis: RedisServer;
  let gateway: TestGateway;
  let sessions: SessionsClient;

  beforeAll(async () => {
    redis = await RedisServer.start({ appendOnly: true });
    await redis.halt();
    gateway = await startGateway({ LLM_GATEWAY_REDIS_URL: redis.url });
    sessions = new SessionsClient(gateway);
  });
  afterAll(async () => {
    await gateway.close();
    await redis.stop();
  });

  const chat = (session_id?: string, stream = false) =>
    postChat(gateway, ECHO, { stream, body: { session_id } });
  const back = () => redis.until(async () => (await sessions.request('POST')).status === 201);

  async function expectUnavailable(request: Promise<Response>): Promise<void> {
    const response = await settlesWithin(request, 2_000);
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('1');
    expect((await readEnvelope(response)).error.code).toBe('session_store_unavailable');
  }

  it('start without it, and are there as soon as it is', async () => {
    await expectUnavailable(sessions.request('POST'));
    expect((await chat()).status).toBe(200);
    await redis.launch();
    await back();
  });

  it('are 503 while it is away, whole and streamed, and go on where they were', async () => {
    const { id } = await sessions.create();
    await sessions.chat(id, 'My name is Alice');
    await redis.halt();
    await expectUnavailable(chat(id));
    await expectUnavailable(chat(id, true));
    await expectUnavailable(sessions.request('GET', `/${id}`));
    expect((await chat()).status).toBe(200);
    await redis.launch();
    await back();
    expect((await chat(id)).headers.get('x-gateway-history-messages')).toBe('2');
  });

  it('are 503 while it hangs', async () => {
    const { id } = await sessions.create();
    redis.freeze();
    await expectUnavailable(chat(id));
    expect((await chat()).status).toBe(200);
    redis.thaw();
    await back();
    expect((await chat(id)).status).toBe(200);
  });

  it.each(['', '{x}', 'sess_', `sess_${'0'.repeat(32)}`, 'a b', 'ü'])(
    'are not found by the id %j',
    async (id) => {
      const response = await chat(id);
      expect(response.status).toBe(404);
      const { error, detail } = await readEnvelope(response);
      expect(error.code).toBe('session_not_found');
      expect(detail).toMatch(/^Session not found: /);
    },
  );
});
