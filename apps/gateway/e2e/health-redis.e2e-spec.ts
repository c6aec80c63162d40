import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FakeToolService, RedisServer } from 'llm-gateway/testing';
import { HealthClient } from './support/health-client.js';
import { startGateway, type TestGateway } from './support/start-gateway.js';

const PASSWORD = 'canary-password';

describe('readiness with Redis', () => {
  let redis: RedisServer;
  let service: FakeToolService;
  let gateway: TestGateway;
  let health: HealthClient;

  beforeAll(async () => {
    service = await FakeToolService.start();
    const user = ['--user', 'gateway', 'on', `>${PASSWORD}`, '~*', '&*', '+@all'];
    redis = await RedisServer.start({ parameters: user });
  });
  afterAll(async () => {
    await gateway.close();
    await redis.stop();
    await service.close();
  });

  const start = async () => {
    gateway = await startGateway({
      LLM_GATEWAY_REDIS_URL: redis.url.replace('//', `//gateway:${PASSWORD}@`),
      LLM_GATEWAY_SEMANTIC_SEARCH_URL: service.url,
      LLM_GATEWAY_AI_AGENTS_URL: service.url,
      LLM_GATEWAY_PROBE_INTERVAL_MS: '50',
    });
    health = new HealthClient(gateway);
  };

  it('is there as soon as the gateway listens', async () => {
    await start();
    const [code, body] = await health.read();
    expect(code).toBe(200);
    expect(body).toEqual({
      status: 'ready',
      version: expect.stringMatching(/^\d+\.\d+/),
      checks: { redis: true, semantic_search: true, ai_agents: true, configuration: true },
    });
  });

  it.each([
    ['gone', () => redis.halt(), () => redis.launch()],
    ['hung', async () => redis.freeze(), async () => redis.thaw()],
  ])('is over while Redis is %s, and comes back by itself', async (_what, lose, regain) => {
    await lose();
    const [code, { checks }] = await health.until(({ status }) => status === 'not_ready');
    expect(code).toBe(503);
    expect(checks).toEqual({
      redis: false,
      semantic_search: true,
      ai_agents: true,
      configuration: true,
    });
    const [, verbose] = await health.read('/ready?verbose');
    expect(verbose.details?.['redis']?.last_error?.message).toMatch(/\S/);
    expect(JSON.stringify(verbose)).not.toContain(PASSWORD);
    expect((await health.get('')).status).toBe(200);
    await regain();
    expect((await health.until(({ status }) => status === 'ready'))[0]).toBe(200);
  });

  it('comes later when Redis is away at the start', async () => {
    await gateway.close();
    await redis.halt();
    await start();
    const [code, body] = await health.read();
    expect([code, body.status]).toEqual([503, 'not_ready']);
    await redis.launch();
    await health.until(({ status }) => status === 'ready');
  });
});
