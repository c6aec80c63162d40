import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { AppProcess, RedisServer } from 'llm-gateway/testing';
import { HealthClient } from './support/health-client.js';
import { KeptConnection } from './support/kept-connection.js';
import { SessionsClient } from './support/sessions-client.js';
import { startGatewayProcess } from './support/start-gateway-process.js';

// Processes that start on a machine that is busy elsewhere.
jest.setTimeout(180_000);

const SIGTERM_WHILE_LOADING = fileURLToPath(
  new URL('support/sigterm-while-loading.mjs', import.meta.url),
);
/** One that has not heard the signal would serve for ever. */
const GIVE_UP = ['timeout', '--kill-after=5', '120'];
const AS_FIRST_PROCESS = ['unshare', '--pid', '--fork', '--kill-child'];

describe('SIGTERM while the modules still load', () => {
  it.each([
    ['any process', 'gateway', []],
    ['the first process of a container', 'gateway', AS_FIRST_PROCESS],
    ['the search service', 'semantic-search', AS_FIRST_PROCESS],
    ['the agents service', 'ai-agents', AS_FIRST_PROCESS],
  ])('ends %s', async (_what, app, command) => {
    const [code, complaint] = await AppProcess.startInVain(
      app,
      {
        NODE_OPTIONS: `--import=${SIGTERM_WHILE_LOADING}`,
        LLM_GATEWAY_PORT: '0',
        SEARCH_PORT: '0',
        AGENTS_PORT: '0',
        LLM_GATEWAY_DATA_DIR: ':memory:',
      },
      { command: [...GIVE_UP, ...command], address: '127.0.0.1' },
    );
    expect([code, complaint]).toEqual([0, '']);
  });
});

describe('a start with a tool service at an address that tools may not call', () => {
  it('ends with 78 and names the variable', async () => {
    const [code, complaint] = await AppProcess.startInVain('gateway', {
      LLM_GATEWAY_PORT: '0',
      LLM_GATEWAY_DATA_DIR: ':memory:',
      LLM_GATEWAY_LOG_LEVEL: 'silent',
      LLM_GATEWAY_SEMANTIC_SEARCH_URL: 'http://169.254.169.254',
    });
    expect(code).toBe(78);
    expect(complaint).toMatch(/LLM_GATEWAY_SEMANTIC_SEARCH_URL .*169\.254\.169\.254/);
  });
});

describe('a start with Redis away', () => {
  let redis: RedisServer;
  beforeEach(async () => {
    redis = await RedisServer.start();
    await redis.halt();
  });
  afterEach(() => redis.stop());

  it.each([1, 2])(
    'serves what needs no session, and recovers by itself: %i workers',
    async (workers) => {
      const gateway = await startGatewayProcess({
        GATEWAY_WORKERS: `${workers}`,
        LLM_GATEWAY_REDIS_URL: redis.url,
        LLM_GATEWAY_PROBE_INTERVAL_MS: '50',
      });
      const health = new HealthClient(gateway);
      const [code, body] = await health.read();
      expect([code, body.status, body.checks['redis']]).toEqual([503, 'not_ready', false]);
      expect((await health.get('')).status).toBe(200);
      expect((await new KeptConnection(gateway.url).chat()).status).toBe(200);
      const sessions = new SessionsClient(gateway);
      expect((await sessions.request('POST')).status).toBe(503);
      await redis.launch();
      await health.until(({ checks }) => checks['redis'] === true);
      expect((await health.get()).status).toBe(200);
      // Each worker comes to Redis by itself.
      await redis.until(async () => (await sessions.request('POST')).ok);
      await gateway.kill();
    },
  );
});
