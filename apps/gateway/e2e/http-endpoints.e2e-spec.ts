import { describe, expect, it } from '@jest/globals';
import { useGateway } from './support/gateway-under-test.js';
import { SUBJECTS, subjectNamed } from './support/subjects.js';

const gateway = useGateway();
const get = (path: string, init?: RequestInit) => fetch(gateway.url + path, init);

function chat(body: object, headers: Record<string, string> = {}): Promise<Response> {
  return get('/v1/chat/completions', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ messages: [{ role: 'user', content: 'Hi' }], ...body }),
  });
}

describe('what the gateway tells of itself', () => {
  it('lists its entry points, and each is there', async () => {
    const body = (await (await get('/')).json()) as { links: Record<string, string> };
    expect(Object.keys(body.links)).toEqual(
      expect.arrayContaining(['chat_completions', 'models', 'health', 'docs', 'openapi']),
    );
    for (const path of Object.values(body.links)) {
      const { status } = await get(path);
      expect([path, status]).not.toEqual([path, 404]);
    }
  });

  it('is healthy, with its version', async () => {
    const response = await get('/health');
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      status: 'healthy',
      version: expect.stringMatching(/^\d+\.\d+/),
    });
  });

  it('describes every route in OpenAPI', async () => {
    const document = (await (await get('/openapi.json')).json()) as {
      openapi: string;
      paths: Record<string, object>;
    };
    expect(document.openapi).toMatch(/^3\.1/);
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining(['/v1/chat/completions', '/v1/embeddings', '/v1/models', '/health']),
    );
    expect(JSON.stringify(document)).toContain('simulator/echo');
  });

  it('serves the documents for people', async () => {
    const response = await get('/docs');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain('text/html');
  });

  it('measures requests and tokens by provider, and names no model of a client', async () => {
    await chat({ model: 'anthropic/claude-sonnet-4-5' });
    await chat({ model: 'client-chosen-name' });
    const metrics = await (await get('/metrics')).text();
    expect(metrics).toMatch(/llm_gateway_tokens_total\{provider="anthropic",type="input"\} \d+/);
    expect(metrics).toContain('code="model_not_found"');
    expect(metrics).not.toContain('client-chosen-name');
    expect(metrics).not.toContain('test-key');
  });

  it('answers HEAD and OPTIONS without a fault', async () => {
    expect((await get('/health', { method: 'HEAD' })).status).toBe(200);
    expect((await get('/v1/models', { method: 'OPTIONS' })).status).toBeLessThan(500);
  });

  it('asks clients to leave idle connections sooner than a drain closes them', async () => {
    expect((await get('/health')).headers.get('keep-alive')).toBe('timeout=4');
  });

  it('does not say what it is made of', async () => {
    const { headers } = await get('/health');
    expect(headers.has('x-powered-by')).toBe(false);
    expect(headers.has('server')).toBe(false);
  });
});

describe('request ids', () => {
  it.each(['abc-123', 'trace:1/2@3', 'x'.repeat(128)])('keeps the id %s', async (id) => {
    const response = await chat({ model: 'openai/gpt-4o' }, { 'x-request-id': id });
    expect(response.headers.get('x-request-id')).toBe(id);
  });

  it.each(['', 'with blanks', 'x'.repeat(129), '<script>', '"'])(
    'replaces the id %j',
    async (id) => {
      const response = await get('/health', { headers: { 'x-request-id': id } });
      expect(response.headers.get('x-request-id')).toMatch(/^req_[\w-]{36}$/);
    },
  );

  it('puts the id into an error', async () => {
    const response = await get('/nowhere', { headers: { 'x-request-id': 'mine' } });
    expect(await response.json()).toMatchObject({ request_id: 'mine' });
  });
});

describe.each(SUBJECTS)('answer headers of $name', ({ name, model }) => {
  it.each([false, true])('name the provider (streamed: %s)', async (stream) => {
    const response = await chat({ model, stream });
    expect(response.status).toBe(200);
    expect(response.headers.get('x-gateway-provider')).toBe(name);
    await response.text();
  });
});

describe('fields that a provider cannot honour', () => {
  it.each(['anthropic', 'gemini', 'ollama', 'groq', 'mistral'])(
    'are named in a header: %s',
    async (name) => {
      const { model } = subjectNamed(name);
      const response = await chat({ model, verbosity: 'low', logit_bias: { 50256: -100 } });
      expect(response.status).toBe(200);
      const ignored = response.headers.get('x-gateway-ignored-params')?.split(', ');
      expect(ignored).toEqual(expect.arrayContaining(['verbosity', 'logit_bias']));
      expect(gateway.upstreamOf({ name }).lastRequest.text).not.toContain('verbosity');
    },
  );

  it('there are none for OpenAI itself', async () => {
    const response = await chat({
      model: 'openai/gpt-4o',
      verbosity: 'low',
      logit_bias: { 50256: -100 },
    });
    expect(response.headers.has('x-gateway-ignored-params')).toBe(false);
    expect(gateway.upstreamOf({ name: 'openai' }).lastRequest.json).toMatchObject({
      verbosity: 'low',
      logit_bias: { 50256: -100 },
    });
  });
});
