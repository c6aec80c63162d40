import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { RedisServer, eventually } from 'llm-gateway/testing';
import { readEnvelope } from './support/envelope.js';
import { readStream } from './support/post-chat.js';
import { SessionsClient } from './support/sessions-client.js';
import { startGatewayProcess } from './support/start-gateway-process.js';
import { SUBJECTS } from './support/subjects.js';
import {
  WEATHER_OF_PARIS,
  askWithTool,
  startToolLoopFakes,
  type ToolLoopFakes,
} from './support/tool-loop-under-test.js';

// Processes that start on a machine that is busy elsewhere.
jest.setTimeout(180_000);

const SUBJECT = SUBJECTS.find(({ name }) => name === 'openai')!;
const START_MS = 30_000;

describe('a tool loop that a drain cuts', () => {
  let redis: RedisServer;
  let fakes: ToolLoopFakes;
  beforeAll(async () => {
    redis = await RedisServer.start();
    fakes = await startToolLoopFakes(SUBJECT);
  });
  afterAll(async () => {
    await fakes.close();
    await redis.stop();
  });

  const start = () =>
    startGatewayProcess({
      ...fakes.environment,
      LLM_GATEWAY_REDIS_URL: redis.url,
      LLM_GATEWAY_PRE_STOP_DELAY_MS: '0',
      LLM_GATEWAY_DRAIN_MS: '300',
    });

  it.each([false, true])('leaves its session untouched and free; stream: %s', async (stream) => {
    fakes.upstream.reset();
    fakes.service.reset();
    fakes.upstream.replyWith(WEATHER_OF_PARIS);
    fakes.service.answerWith({ delayMs: 600_000 });
    const gateway = await start();
    const session = await new SessionsClient(gateway).createWithTurns(1);
    const asked = askWithTool(gateway, SUBJECT, { stream, body: { session_id: session.id } });
    await eventually(() => fakes.service.requests.length === 1, 'the tool runs', START_MS);
    gateway.signal('SIGTERM');
    const response = await asked;
    const error = stream
      ? (await readStream(response)).error
      : (await readEnvelope(response)).error;
    expect([response.status, error?.code]).toEqual([stream ? 200 : 503, 'gateway_shutting_down']);
    expect(await gateway.ended()).toBe(0);
    await eventually(() => fakes.service.abandoned === 1, 'the tool is let go', START_MS);

    const next = await start();
    const sessions = new SessionsClient(next);
    const startedAt = performance.now();
    await sessions.chat(session.id, 'Turn 2');
    // Where a turn is not let go, its lease holds the session for 15 s.
    expect(performance.now() - startedAt).toBeLessThan(12_000);
    expect(await sessions.turns(session.id)).toEqual(['Turn 1', 'Turn 2']);
    await next.kill();
  });
});
