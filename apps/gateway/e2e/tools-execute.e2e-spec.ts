import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { FakeToolService, eventually } from 'llm-gateway/testing';
import { readEnvelope } from './support/envelope.js';
import { SessionsClient } from './support/sessions-client.js';
import { startGateway, type TestGateway } from './support/start-gateway.js';
import { ToolsClient } from './support/tools-client.js';

const CITY = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };

describe('tools', () => {
  let service: FakeToolService;
  let agents: FakeToolService;
  let gateway: TestGateway;
  let tools: ToolsClient;
  let configDir: string;

  beforeAll(async () => {
    service = await FakeToolService.start();
    agents = await FakeToolService.start();
    configDir = await mkdtemp(join(tmpdir(), 'llm-gateway-tools-'));
    const http = (name: string, handler: object, parameters: object = CITY) => ({
      name,
      description: `The tool ${name}.`,
      parameters,
      handler: { type: 'http', url: `${service.url}/${name}`, ...handler },
    });
    await writeFile(
      join(configDir, 'tools.json'),
      JSON.stringify({
        tools: [
          http('get_weather', {
            method: 'GET',
            url: `${service.url}/weather/{city}`,
            retries: 2,
            headers: { authorization: 'Bearer ${WEATHER_TOKEN}' },
            result_path: 'data[0].weather',
          }),
          http('book', { timeout_ms: 200, max_response_bytes: 100_000 }),
          http(
            'my_orders',
            { inject: { tenant: 'session.context.tenant', caller: 'caller.id' } },
            {
              type: 'object',
              properties: {
                tenant: { type: 'string' },
                caller: { type: 'string' },
                state: { type: 'string', enum: ['open', 'done'] },
              },
              required: ['tenant'],
            },
          ),
        ],
      }),
    );
    gateway = await startGateway({
      LLM_GATEWAY_CONFIG_DIR: configDir,
      LLM_GATEWAY_SEMANTIC_SEARCH_URL: service.url,
      LLM_GATEWAY_AI_AGENTS_URL: agents.url,
      WEATHER_TOKEN: 'secret',
    });
    tools = new ToolsClient(gateway);
  });
  beforeEach(() => {
    service.reset();
    agents.reset();
  });
  afterAll(async () => {
    await gateway.close();
    await service.close();
    await agents.close();
    await rm(configDir, { recursive: true });
  });

  it('are listed, with their schemas, ready for a chat if asked for', async () => {
    const { data } = (await (await tools.get()).json()) as { data: { name: string }[] };
    expect(data.map(({ name }) => name)).toEqual([
      'semantic_search',
      'get_chunk',
      'analyze_architecture',
      'review_code',
      'generate_docs',
      'get_weather',
      'book',
      'my_orders',
    ]);
    expect(await (await tools.get('/get_weather')).json()).toEqual({
      name: 'get_weather',
      description: 'The tool get_weather.',
      parameters: CITY,
      service: new URL(service.url).host,
      source: 'tools.json',
      available: true,
      timeout_ms: 30_000,
    });
    expect(await (await tools.get('/get_weather?format=openai')).json()).toEqual({
      type: 'function',
      function: { name: 'get_weather', description: 'The tool get_weather.', parameters: CITY },
    });
    const unknown = await tools.get('/nothing');
    expect(unknown.status).toBe(404);
    expect((await readEnvelope(unknown)).error.code).toBe('tool_not_found');
    expect((await tools.get('?format=xml')).status).toBe(400);
  });

  it('search by the semantic-search-service', async () => {
    const chunk = { id: 'c1', content: 'Paris', score: 1, metadata: { source: 'france.md' } };
    service.answerWith({ body: { chunks: [chunk] } });
    const given = { query: 'capital', top_k: 3 };
    expect(await tools.execute('semantic_search', given)).toEqual({
      name: 'semantic_search',
      success: true,
      result: { chunks: [chunk] },
      error: null,
      code: null,
      duration_ms: expect.any(Number),
    });
    await tools.execute('get_chunk', { chunk_id: 'a/b c' });
    expect(service.requests).toMatchObject([
      { method: 'POST', url: '/v1/search', body: given },
      { method: 'GET', url: '/v1/chunks/a%2Fb%20c' },
    ]);
  });

  it.each([
    ['analyze_architecture', '/v1/agents/architecture/run'],
    ['review_code', '/v1/agents/code-review/run'],
    ['generate_docs', '/v1/agents/doc-generate/run'],
  ])('run %s by the ai-agents-service', async (name, url) => {
    const given = { files: [{ path: 'a.ts', content: 'export {}' }] };
    agents.answerWith({ body: { summary: 'Fine.' } });
    expect((await tools.execute(name, given)).result).toEqual({ summary: 'Fine.' });
    expect(agents.requests).toMatchObject([{ method: 'POST', url, body: given }]);
  });

  it('send headers with secrets, and pick the result out of the answer', async () => {
    service.answerWith({ body: { data: [{ weather: { degrees: 21 } }] } });
    const { result } = await tools.execute('get_weather', { city: 'Paris' });
    expect(result).toEqual({ degrees: 21 });
    expect(service.requests[0]).toMatchObject({
      url: '/weather/Paris',
      headers: { authorization: 'Bearer secret' },
    });
  });

  it("take arguments as a model's tool call has them", async () => {
    const response = await tools.post({ name: 'book', arguments: '{"city":"Paris"}' });
    expect(await response.json()).toMatchObject({ success: true });
    expect(service.requests[0]?.body).toEqual({ city: 'Paris' });
  });

  it('refuse arguments that break the schema, each with its path', async () => {
    const response = await tools.post({
      name: 'semantic_search',
      arguments: { query: '', top_k: 'many', page: 1 },
    });
    expect(response.status).toBe(422);
    const { error } = await readEnvelope(response);
    expect(error).toMatchObject({
      code: 'invalid_tool_arguments',
      errors: expect.arrayContaining([
        { path: 'arguments.query', message: expect.stringContaining('fewer than 1') },
        { path: 'arguments.top_k', message: 'must be integer' },
        { path: 'arguments.page', message: expect.stringContaining('additional properties') },
      ]),
    });
    expect(service.requests).toEqual([]);
  });

  it.each([
    [{ name: 'book' }, 422],
    [{ name: 'book', arguments: '{broken' }, 422],
    [{ name: 'book', arguments: '[]' }, 422],
    [{ name: 'book', arguments: [] }, 400],
    [{ name: 'nothing', arguments: {} }, 404],
    [{ name: '__proto__', arguments: {} }, 404],
    [{ arguments: {} }, 400],
    [{ name: 'book', arguments: { city: 'Paris' }, timeout_ms: 0 }, 400],
    [{ name: 'book', arguments: { city: 'Paris' }, session_id: 'sess_x' }, 404],
    [{ name: 'book', arguments: { city: 'Paris' }, more: 1 }, 400],
    ['{', 400],
  ])('refuse %j with %i', async (body, status) => {
    const response = await tools.post(body);
    expect(response.status).toBe(status);
    await readEnvelope(response);
  });

  it('get injected arguments from the session, which nobody else can set or see', async () => {
    const shown = (await (await tools.get('/my_orders')).json()) as { parameters: object };
    expect(JSON.stringify(shown.parameters)).not.toMatch(/tenant|caller/);
    const { id } = await new SessionsClient(gateway).create({ context: { tenant: 'acme' } });
    const result = await tools.execute('my_orders', { state: 'open' }, { session_id: id });
    expect(result.success).toBe(true);
    expect(service.requests[0]?.body).toEqual({ state: 'open', tenant: 'acme', caller: '' });
    const forged = await tools.post({ name: 'my_orders', arguments: { tenant: 'other' } });
    expect(forged.status).toBe(422);
    const without = await tools.execute('my_orders', {});
    expect(without).toMatchObject({ success: false, code: 'missing_context' });
    expect(without.error).toContain('session_id');
  });

  describe('in trouble', () => {
    const book = (more?: object) => tools.execute('book', { city: 'Paris' }, more);

    it.each([
      ['500', { status: 500, body: { detail: 'Out of order' } }, 'service_error', 'Out of order'],
      ['404', { status: 404, body: 'no such city' }, 'service_refusal', 'no such city'],
      ['broken JSON', { body: '{"a":' }, 'invalid_response', 'broken JSON'],
      ['50 MB', { bytes: 52_428_800 }, 'response_too_large', '100000 bytes'],
      ['a slow answer', { delayMs: 2_000 }, 'timeout', '200 ms'],
      ['a hang-up', { hangUp: true }, 'service_unreachable', 'cannot be reached'],
      [
        'a redirect to a metadata address',
        { status: 302, headers: { location: 'http://169.254.169.254/latest/meta-data' } },
        'address_refused',
        '169.254.169.254',
      ],
      [
        'a redirect to another host',
        { status: 307, headers: { location: 'http://127.0.0.2:9/' } },
        'redirect_refused',
        'across hosts',
      ],
    ])('are a result that says so: %s', async (_, answer, code, words) => {
      service.answerWith(answer);
      const outcome = await book();
      expect(outcome).toMatchObject({ success: false, result: null, code });
      expect(outcome.error).toContain(words);
      service.answerWith({ body: { ok: true } });
      expect((await book()).success).toBe(true);
    });

    it('take as long as the client allows, not longer', async () => {
      service.answerWith({ delayMs: 150, body: { ok: true } });
      expect(await book({ timeout_ms: 20 })).toMatchObject({ success: false, code: 'timeout' });
      expect((await book()).success).toBe(true);
    });

    it('repeat what may be repeated', async () => {
      const good = { body: { data: [{ weather: 'fine' }] } };
      service.answerWith({ status: 503 }, { hangUp: true }, good);
      expect((await tools.execute('get_weather', { city: 'Paris' })).result).toBe('fine');
      expect(service.requests).toHaveLength(3);
    });

    it('never let an argument leave its place in the path', async () => {
      for (const city of ['..', '.', ''])
        expect(await tools.execute('get_weather', { city })).toMatchObject({
          code: 'invalid_arguments',
        });
      service.answerWith({ body: { data: [{ weather: 'fine' }] } });
      await tools.execute('get_weather', { city: '../../admin?x=1#y' });
      expect(service.requests.map(({ url }) => url)).toEqual([
        '/weather/..%2F..%2Fadmin%3Fx%3D1%23y',
      ]);
    });

    it('are left alone after failures in a row, without waiting', async () => {
      agents.answerWith({ hangUp: true });
      const review = () => tools.execute('review_code', { files: [{ path: 'a.ts', content: '' }] });
      for (let failure = 0; failure < 5; failure += 1)
        expect((await review()).code).toBe('service_unreachable');
      expect(await review()).toMatchObject({ success: false, code: 'circuit_open' });
      expect(agents.requests).toHaveLength(5);
      expect(await (await tools.get('/generate_docs')).json()).toMatchObject({ available: false });
      expect(await (await tools.get('/book')).json()).toMatchObject({ available: true });
    });

    it('are not left alone for refusing what was asked', async () => {
      service.answerWith({ status: 404, body: 'no such chunk' });
      for (let refusal = 0; refusal < 6; refusal += 1)
        expect((await tools.execute('get_chunk', { chunk_id: 'x' })).code).toBe('service_refusal');
    });

    it('are cancelled when the client leaves', async () => {
      service.answerWith({ delayMs: 600_000 });
      const leaving = new AbortController();
      const call = tools.post({ name: 'book', arguments: { city: 'Paris' } }, leaving.signal);
      await eventually(() => service.requests.length === 1, 'the tool runs');
      leaving.abort();
      await expect(call).rejects.toThrow('aborted');
      await eventually(() => service.abandoned === 1, 'the tool is let go');
    });
  });
});
