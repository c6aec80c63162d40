import { describe, expect, it } from '@jest/globals';
import { gzipSync } from 'node:zlib';
import { readEnvelope } from './support/envelope.js';
import { useGateway } from './support/gateway-under-test.js';
import { subjectNamed } from './support/subjects.js';

const openai = subjectNamed('openai');
const LIMIT = 65_536;
const gateway = useGateway({
  subjects: [openai],
  environment: { LLM_GATEWAY_MAX_BODY_BYTES: String(LIMIT) },
});

const CHAT = '/v1/chat/completions';
const BODY = { model: openai.model, messages: [{ role: 'user', content: 'Hi' }] };
const JSON_TYPE = { 'content-type': 'application/json' };

function post(path: string, body: string | Buffer, headers: Record<string, string> = JSON_TYPE) {
  return fetch(gateway.url + path, { method: 'POST', body, headers });
}

describe.each([CHAT, '/v1/embeddings'])('errors of %s', (path) => {
  it.each([
    ['no body', ''],
    ['no JSON', 'hello'],
    ['half of some JSON', '{"model":"openai/x",'],
    ['a trailing comma', '{"model":"openai/x",}'],
    ['two documents', '{}{}'],
  ])('answers %s with 400 invalid_json', async (_name, body) => {
    const response = await post(path, body);
    expect(response.status).toBe(400);
    const { error } = await readEnvelope(response);
    expect(error.code).toBe('invalid_json');
  });

  it.each([
    ['an array', '[]'],
    ['a string', '"x"'],
    ['null', 'null'],
    ['a number', '1e999'],
    ['an empty object', '{}'],
  ])('answers %s with 400 invalid_request', async (_name, body) => {
    const response = await post(path, body);
    expect(response.status).toBe(400);
    const { error } = await readEnvelope(response);
    expect(error.code).toBe('invalid_request');
    expect(response.headers.get('x-should-retry')).toBe('false');
  });

  it('answers a body beyond the limit with 413', async () => {
    const response = await post(path, `{"model":"${'x'.repeat(LIMIT)}"}`);
    expect(response.status).toBe(413);
    const { error } = await readEnvelope(response);
    expect(error.code).toBe('request_too_large');
    expect(error.message).toContain(String(LIMIT));
  });

  it('answers a body that unpacks beyond the limit with 413', async () => {
    const packed = gzipSync(`{"model":"${'x'.repeat(50 * LIMIT)}"}`);
    expect(packed.length).toBeLessThan(LIMIT);
    const response = await post(path, packed, { ...JSON_TYPE, 'content-encoding': 'gzip' });
    expect(response.status).toBe(413);
    await readEnvelope(response);
  });

  it.each([
    ['an encoding that nobody knows', 'rot13', 415],
    ['an encoding that the body is not in', 'gzip', 400],
  ])('answers %s with a 4xx', async (_name, encoding, status) => {
    const response = await post(path, '{}', { ...JSON_TYPE, 'content-encoding': encoding });
    expect(response.status).toBe(status);
    await readEnvelope(response);
  });
});

describe.each([
  [CHAT, 'POST'],
  ['/v1/embeddings', 'POST'],
  ['/v1/models', 'GET'],
  ['/v1/models/openai/gpt-4o', 'GET'],
  ['/health', 'GET'],
  ['/metrics', 'GET'],
  ['/', 'GET'],
])('wrong methods for %s', (path, right) => {
  it.each(['GET', 'POST', 'PUT', 'DELETE', 'PATCH'].filter((method) => method !== right))(
    'answers %s with 405 and the right one',
    async (method) => {
      const response = await fetch(gateway.url + path, { method });
      expect(response.status).toBe(405);
      expect(response.headers.get('allow')?.split(', ')).toContain(right);
      const { error } = await readEnvelope(response);
      expect(error.code).toBe('method_not_allowed');
    },
  );
});

describe('errors of other paths', () => {
  it.each([
    '/v1/nothing',
    '/v1/chat/completions/x',
    '/%',
    '/%E0%A4%A',
    '/v1/models/%',
    '/v1/models/%E0%A4%A',
    '/..%2f..%2fetc%2fpasswd',
    '/v2/chat/completions',
  ])('answers GET %s with a 4xx envelope', async (path) => {
    const response = await fetch(gateway.url + path);
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(response.status).toBeLessThan(500);
    await readEnvelope(response);
  });

  it('names the route that there is not', async () => {
    const { error } = await readEnvelope(await post('/v1/nothing', '{}'));
    expect(error.code).toBe('route_not_found');
    expect(error.message).toContain('POST /v1/nothing');
  });

  it('refuses a session that there is not, before any call', async () => {
    const response = await post(CHAT, JSON.stringify({ ...BODY, session_id: 'mine' }));
    expect(response.status).toBe(404);
    const { error } = await readEnvelope(response);
    expect(error.code).toBe('session_not_found');
    expect(error.param).toBe('session_id');
    expect(gateway.upstreamOf(openai).requests).toHaveLength(0);
  });
});

describe('bodies that are unusual and right', () => {
  const valid = JSON.stringify(BODY);

  it('takes a body in chunks of unknown length', async () => {
    const body = new ReadableStream({
      start(controller) {
        for (const byte of Buffer.from(valid)) controller.enqueue(Uint8Array.of(byte));
        controller.close();
      },
    });
    const init = { method: 'POST', body, duplex: 'half' };
    const response = await fetch(gateway.url + CHAT, init as RequestInit);
    expect(response.status).toBe(200);
    await response.json();
  });

  it.each<[string, string | Buffer, Record<string, string>]>([
    ['without a content type', valid, { 'content-type': '' }],
    ['as text', valid, { 'content-type': 'text/plain' }],
    ['as a form, as curl sends it', valid, { 'content-type': 'application/x-www-form-urlencoded' }],
    ['with a charset', valid, { 'content-type': 'application/json; charset=utf-8' }],
    ['with a byte order mark', `\uFEFF${valid}`, JSON_TYPE],
    ['with blanks around', `\n  ${valid}\n`, JSON_TYPE],
    ['packed', gzipSync(valid), { ...JSON_TYPE, 'content-encoding': 'gzip' }],
  ])('takes JSON %s', async (_name, body, headers) => {
    const response = await post(CHAT, body, headers);
    expect(response.status).toBe(200);
    await response.json();
  });
});
