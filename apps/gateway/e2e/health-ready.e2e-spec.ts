import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FakeToolService } from 'llm-gateway/testing';
import { Pool } from 'undici';
import { HealthClient, type Readiness } from './support/health-client.js';
import { useMcpServers } from './support/mcp/mcp-servers-under-test.js';
import { startGateway, type TestGateway } from './support/start-gateway.js';
import { ToolsClient } from './support/tools-client.js';

const NOWHERE = 'http://127.0.0.1:9';

describe('readiness with tool services', () => {
  let search: FakeToolService;
  let agents: FakeToolService;
  let gateway: TestGateway;
  let health: HealthClient;

  beforeEach(async () => {
    search = await FakeToolService.start();
    agents = await FakeToolService.start();
  });
  afterEach(async () => {
    await gateway.close();
    await search.close();
    await agents.close();
  });

  async function start(environment: Readonly<Record<string, string>> = {}): Promise<void> {
    gateway = await startGateway({
      LLM_GATEWAY_SEMANTIC_SEARCH_URL: search.url,
      LLM_GATEWAY_AI_AGENTS_URL: agents.url,
      LLM_GATEWAY_PROBE_INTERVAL_MS: '50',
      LLM_GATEWAY_PROBE_TIMEOUT_MS: '200',
      ...environment,
    });
    health = new HealthClient(gateway);
  }

  it('is there with the embedded store, and no cache keeps it', async () => {
    await start();
    const response = await health.get();
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(await response.json()).toEqual({
      status: 'ready',
      version: expect.stringMatching(/^\d+\.\d+/),
      checks: { session_store: true, semantic_search: true, ai_agents: true, configuration: true },
    });
  });

  it.each([
    ['ill', /answered 503 to GET \/health/],
    ['hung', /timeout of 200ms|has not ended/],
    ['elsewhere', /answered 302 to GET \/health/],
  ] as const)('is degraded while a service is %s, and holds nothing up', async (state, reason) => {
    await start();
    search.health = state;
    const [code, body] = await health.until(({ checks }) => checks['semantic_search'] === false);
    expect(code).toBe(200);
    expect(body).toMatchObject({
      status: 'degraded',
      checks: { session_store: true, semantic_search: false, ai_agents: true, configuration: true },
    });
    const [, { details }] = await health.read('/ready?verbose');
    expect(details?.['semantic_search']?.last_error?.message).toMatch(reason);
    const checked = agents.healthChecks;
    await health.until(() => agents.healthChecks > checked + 3);
    search.health = 'well';
    await health.until(({ status }) => status === 'ready');
  });

  it('is degraded from the start while nobody runs the services', async () => {
    await start({
      LLM_GATEWAY_SEMANTIC_SEARCH_URL: NOWHERE,
      LLM_GATEWAY_AI_AGENTS_URL: NOWHERE,
    });
    const [code, body] = await health.read();
    expect([code, body.status]).toEqual([200, 'degraded']);
    expect(body.checks).toEqual({
      session_store: true,
      semantic_search: false,
      ai_agents: false,
      configuration: true,
    });
  });

  it('needs what LLM_GATEWAY_READY_REQUIRES names', async () => {
    await start({
      LLM_GATEWAY_READY_REQUIRES: 'semantic_search',
      LLM_GATEWAY_SEMANTIC_SEARCH_URL: NOWHERE,
    });
    const [code, body] = await health.read();
    expect([code, body.status]).toEqual([503, 'not_ready']);
  });

  it('checks no more often for a storm of questions', async () => {
    await start({ LLM_GATEWAY_PROBE_INTERVAL_MS: '60000' });
    expect(search.healthChecks).toBe(1);
    // All at once, on few enough connections for the queue of those that wait to be accepted.
    const pool = new Pool(gateway.url, { connections: 50, pipelining: 40 });
    const ask = async () => {
      const { statusCode, body } = await pool.request({ method: 'GET', path: '/health/ready' });
      return [statusCode, ((await body.json()) as Readiness).status];
    };
    const answers = await Promise.all(Array.from({ length: 2_000 }, ask));
    await pool.close();
    expect(answers.every((answer) => answer.join() === '200,ready')).toBe(true);
    await Promise.all(Array.from({ length: 50 }, () => health.read('/ready?verbose')));
    expect(search.healthChecks).toBe(1);
  }, 60_000);

  it('keeps its connection to a service', async () => {
    await start();
    await health.until(() => search.healthChecks > 4);
    expect(search.healthCheckPorts.size).toBe(1);
  });

  it('tells more when it is asked to', async () => {
    await start();
    const [code, body] = await health.read('/ready?verbose');
    expect(code).toBe(200);
    expect(body).toMatchObject({
      status: 'ready',
      checks: { session_store: true },
      details: {
        session_store: {
          required: true,
          since: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
          latency_ms: expect.any(Number),
          last_error: null,
        },
        semantic_search: { required: false },
      },
      adapters: { simulator: ['simulator'], anthropic: [] },
      breakers: {},
    });
    expect(body).not.toHaveProperty('process');
    for (const plain of ['/ready', '/ready?verbose=false', '/ready?verbose=0', '/ready?other=1'])
      expect((await health.read(plain))[1]).not.toHaveProperty('details');
    for (const verbose of ['verbose=', 'verbose=true', 'verbose=1&verbose=0', 'a=b&verbose'])
      expect((await health.read(`/ready?${verbose}`))[1]).toHaveProperty('details');
  });

  it('tells which breakers are open', async () => {
    await start();
    search.answerWith({ status: 500 });
    const tools = new ToolsClient(gateway);
    for (let call = 0; call < 6; call += 1) await tools.execute('semantic_search', { query: 'x' });
    const [, body] = await health.read('/ready?verbose');
    expect(body).toMatchObject({ breakers: { [new URL(search.url).host]: 'open' } });
    // The check goes around it.
    expect(body.checks).toMatchObject({ semantic_search: true });
  });
});

describe('readiness with MCP servers', () => {
  const servers = useMcpServers();

  it('follows a server that goes, comes back, and is no longer configured', async () => {
    const server = await servers.startHttp('modern');
    const gateway = await servers.startGateway(
      { example: { url: server.url } },
      { LLM_GATEWAY_PROBE_INTERVAL_MS: '50' },
    );
    const health = new HealthClient(gateway);
    await health.until(({ checks }) => checks['mcp_example'] === true);
    const { port } = server;
    await servers.crash(server);
    const [code] = await health.until(({ checks }) => checks['mcp_example'] === false);
    expect(code).toBe(200);
    const [, { details }] = await health.read('/ready?verbose');
    expect(details?.['mcp_example']).toMatchObject({
      required: false,
      last_error: { message: expect.stringContaining('example') },
    });
    await servers.startHttp('modern', port);
    await health.until(({ checks }) => checks['mcp_example'] === true);
    await gateway.edit({});
    await health.until(({ checks }) => !('mcp_example' in checks));
  }, 60_000);
});
