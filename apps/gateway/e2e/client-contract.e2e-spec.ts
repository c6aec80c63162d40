import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AppProcess } from 'llm-gateway/testing';
import { startGateway, type TestGateway } from './support/start-gateway.js';

const ECHO = {
  model: 'simulator/echo',
  messages: [{ role: 'user', content: 'Use semantic_search' }],
};
const TOOL = { type: 'function', function: { name: 'semantic_search' } };

/** The promises of docs/INTEGRATION_GUIDE.md, "What you can rely on": a failure here breaks clients. */
describe('the contract with clients', () => {
  let folder: string;
  let search: AppProcess;
  let gateway: TestGateway;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'llm-gateway-contract-'));
    search = await AppProcess.start('semantic-search', {
      SEARCH_PORT: '0',
      SEARCH_HOST: '127.0.0.1',
      SEARCH_DATA_DIR: folder,
    });
    const document = { source: 'guide.md', text: 'Sessions live in Redis.' };
    await send(search.url, 'POST', '/v1/documents', document);
    gateway = await startGateway({ LLM_GATEWAY_SEMANTIC_SEARCH_URL: search.url });
  });
  afterAll(async () => {
    await gateway.close();
    await search.kill();
    await rm(folder, { recursive: true });
  });

  async function send(url: string, method: string, path: string, body?: object) {
    const response = await fetch(url + path, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { ...response, status: response.status, headers: response.headers, json: parse(text) };
  }
  const ask = (method: string, path: string, body?: object) =>
    send(gateway.url, method, path, body);
  const chat = (body: object) => ask('POST', '/v1/chat/completions', { ...ECHO, ...body });

  it('choices[0].message.content is text', async () => {
    const { json } = await chat({});
    expect(json.choices[0].message.content).toContain('Use semantic_search');
  });

  it('tool_calls[].function.arguments is JSON text', async () => {
    const { json } = await chat({ tools: [TOOL] });
    const [call] = json.choices[0].message.tool_calls;
    expect(call).toMatchObject({ id: expect.any(String), type: 'function' });
    expect(typeof call.function.arguments).toBe('string');
    expect(JSON.parse(call.function.arguments)).toMatchObject({ query: expect.any(String) });
  });

  it('a tool answers with success, and with its result or code and error', async () => {
    const run = (name: string, given: object) =>
      ask('POST', '/v1/tools/execute', { name, arguments: given });
    const { json: found } = await run('semantic_search', { query: 'redis' });
    expect(found.success).toBe(true);
    expect(found.result.chunks[0]).toMatchObject({
      content: expect.stringContaining('Redis'),
      metadata: { source: 'guide.md' },
    });
    const { json: missing } = await run('get_chunk', { chunk_id: 'none' });
    expect(missing).toMatchObject({ success: false });
    expect([typeof missing.code, typeof missing.error]).toEqual(['string', 'string']);
  });

  it("a session's id is sess_ and 32 hexadecimal digits", async () => {
    const { status, json } = await ask('POST', '/v1/sessions', { ttl_seconds: 60, context: {} });
    expect(status).toBe(201);
    expect(json.id).toMatch(/^sess_[0-9a-f]{32}$/);
    expect((await chat({ session_id: json.id })).status).toBe(200);
    expect((await ask('DELETE', `/v1/sessions/${json.id}`)).status).toBe(204);
    expect((await chat({ session_id: json.id })).status).toBe(404);
  });

  it.each([
    [400, 'invalid_request', () => chat({ messages: [] })],
    [404, 'model_not_found', () => chat({ model: 'nobody/knows' })],
    [404, 'route_not_found', () => ask('GET', '/v1/nothing')],
    [422, 'invalid_tool_arguments', () => ask('POST', '/v1/tools/execute', { name: 'get_chunk' })],
    [429, 'rate_limit_exceeded', () => chat(failing('429&retry_after=120'))],
    [502, 'provider_auth_error', () => chat(failing('401'))],
    [503, 'provider_overloaded', () => chat(failing('529&retry_after=120'))],
  ])('%i %s has a detail and a request id', async (status, code, request) => {
    const response = await request();
    expect(response.status).toBe(status);
    expect(response.json.error).toMatchObject({ code, message: response.json.detail });
    expect(response.json.detail).toEqual(expect.any(String));
    expect(response.headers.get('x-request-id')).toBe(response.json.request_id);
  });

  it.each(['429', '529'])('Retry-After after a %s is in whole seconds', async (status) => {
    const { headers } = await chat(failing(`${status}&retry_after=120`));
    expect(headers.get('retry-after')).toBe('120');
  });
});

function failing(status: string): object {
  return { model: `simulator/echo?status=${status}` };
}

function parse(text: string): any {
  return text === '' ? undefined : JSON.parse(text);
}
