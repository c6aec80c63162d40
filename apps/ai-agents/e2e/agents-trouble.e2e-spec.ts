import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { FakeUpstream, eventually, fakeOpenAi, settlesWithin } from 'llm-gateway/testing';
import { ANSWERS, DOCUMENT, FILES, says } from './support/answers.js';
import { startAgents, type TestAgents } from './support/start-agents.js';

const TIMEOUT_MS = 3_000;

let llm: FakeUpstream;
let agents: TestAgents;

beforeAll(async () => {
  llm = await FakeUpstream.start(fakeOpenAi);
  agents = await startAgents({
    LLM_GATEWAY_URL: llm.url,
    LLM_GATEWAY_API_KEY: 'team-key',
    AGENTS_TIMEOUT_MS: String(TIMEOUT_MS),
    LLM_GATEWAY_MAX_BODY_BYTES: '5000000',
  });
});

afterAll(async () => {
  await agents.close();
  await llm.close();
});

beforeEach(() => llm.reset());

async function errorOf(response: Response): Promise<Record<string, any>> {
  const { error, request_id } = (await response.json()) as Record<string, any>;
  expect(response.headers.get('x-request-id')).toBe(request_id);
  return error;
}

const envelope = (code: string, message: string) =>
  JSON.stringify({ error: { message, type: 'x', param: null, code, provider: 'acme' } });

describe('when the gateway answers an error', () => {
  it.each([
    [502, 'provider_unreachable', 502],
    [503, 'provider_overloaded', 503],
    [504, 'provider_timeout', 504],
    [500, 'internal_error', 502],
    [401, 'provider_auth_error', 502],
    [400, 'invalid_request', 502],
    [429, 'rate_limit_exceeded', 429],
    [404, 'model_not_found', 404],
    [400, 'context_length_exceeded', 400],
  ])('%i %s is %i, with the message and the code', async (status, code, expected) => {
    const body = envelope(code, 'What the gateway says.');
    llm.failWith({ type: 'status', status, body, headers: { 'content-type': 'application/json' } });
    const response = await agents.run('code-review', { files: FILES });
    expect(response.status).toBe(expected);
    expect(await errorOf(response)).toMatchObject({
      code,
      message: `The LLM gateway answered ${status}: What the gateway says.`,
      provider: 'acme',
    });
  });

  it('keeps Retry-After', async () => {
    const body = envelope('provider_overloaded', 'Later.');
    llm.failWith({ type: 'status', status: 503, body, headers: { 'retry-after': '7' } });
    const response = await agents.run('code-review', { files: FILES });
    expect(response.headers.get('retry-after')).toBe('7');
  });

  it.each([
    '',
    'oops',
    '<html>',
    'null',
    '[]',
    '{"error":"x"}',
    '{"error":null}',
    '{"error":{"code":"new"}}',
  ])('says so when there is no reason in it: %j', async (body) => {
    llm.failWith({ type: 'status', status: 500, body });
    const response = await agents.run('code-review', { files: FILES });
    expect(response.status).toBe(502);
    expect(await errorOf(response)).toMatchObject({ code: 'provider_error' });
  });
});

describe('when the answer is none', () => {
  it('tells of a connection that breaks, and of an address that nobody has', async () => {
    llm.failWith({ type: 'reset' });
    const broken = await agents.run('code-review', { files: FILES });
    expect(broken.status).toBe(502);
    expect(await errorOf(broken)).toMatchObject({ code: 'provider_unreachable' });
    const lonely = await startAgents({ LLM_GATEWAY_URL: 'http://user:secret@127.0.0.1:9' });
    const response = await lonely.run('code-review', { files: FILES });
    await lonely.close();
    expect(response.status).toBe(502);
    const { code, message } = await errorOf(response);
    expect(code).toBe('provider_unreachable');
    expect(message).toMatch(/127\.0\.0\.1:9 gave no answer: ECONNREFUSED.*LLM_GATEWAY_URL/);
    expect(message).not.toContain('secret');
  });

  it('ends at the deadline', async () => {
    llm.failWith({ type: 'silent' });
    const run = agents.run('code-review', { files: FILES });
    const response = await settlesWithin(run, TIMEOUT_MS + 1_000);
    expect(response.status).toBe(504);
    expect(await errorOf(response)).toMatchObject({
      code: 'provider_timeout',
      message: expect.stringContaining(`${TIMEOUT_MS} ms`),
    });
  });

  it('has one deadline for both rounds', async () => {
    llm.replyWith(says({})).failWith({ type: 'delay', ms: TIMEOUT_MS * 0.6 }, { type: 'silent' });
    const run = agents.run('code-review', { files: FILES });
    expect((await settlesWithin(run, TIMEOUT_MS * 1.5)).status).toBe(504);
    expect(llm.requests).toHaveLength(2);
  });

  it('takes something else than JSON for what it is', async () => {
    llm.failWith({ type: 'malformed' });
    const response = await agents.run('code-review', { files: FILES });
    expect(response.status).toBe(502);
    expect(await errorOf(response)).toMatchObject({ code: 'provider_invalid_response' });
  });

  it.each([
    '{}',
    '[]',
    '{"choices":[]}',
    '{"choices":[null]}',
    '{"choices":[{"message":null}]}',
    '{"choices":[{"message":{"content":7}}],"usage":null}',
  ])('asks again when there is no text in %s, and then says so', async (body) => {
    const fault = { type: 'status', status: 200, body } as const;
    llm.failWith(fault, fault);
    const response = await agents.run('code-review', { files: FILES });
    expect(response.status).toBe(502);
    expect(await errorOf(response)).toMatchObject({ code: 'provider_invalid_response' });
    expect(llm.requests).toHaveLength(2);
  });

  it.each([
    ['a refusal', { refusal: 'I will not.' }, 400, 'content_filter'],
    [
      'a cut answer',
      { ...says('{"a'), finish: 'length' as const },
      502,
      'provider_invalid_response',
    ],
  ])('does not repeat %s', async (_what, reply, status, code) => {
    llm.replyWith(reply);
    const response = await agents.run('doc-generate', { files: FILES });
    expect(response.status).toBe(status);
    expect(await errorOf(response)).toMatchObject({ code });
    expect(llm.requests).toHaveLength(1);
  });

  it('ends the call when the client leaves', async () => {
    llm.failWith({ type: 'silent' });
    const client = new AbortController();
    const run = agents.run('code-review', { files: FILES }, { signal: client.signal });
    await eventually(() => llm.requests.length === 1, 'the gateway is asked');
    client.abort();
    await expect(run).rejects.toThrow('aborted');
    await eventually(() => llm.abandoned === 1, 'the gateway is left', TIMEOUT_MS / 2);
  });
});

describe('requests that are refused', () => {
  const big = 'x'.repeat(600_000);
  it.each<[string, unknown, number, string, string | null]>([
    ['no code', {}, 400, 'invalid_request', 'files'],
    ['code twice', { files: FILES, code: 'x' }, 400, 'invalid_request', 'files'],
    ['no files', { files: [] }, 400, 'invalid_request', 'files'],
    ['201 files', { files: Array(201).fill(FILES[0]) }, 400, 'invalid_request', 'files'],
    [
      'a file twice',
      { files: [...FILES, { path: '.\\a.ts', content: '' }] },
      400,
      'invalid_request',
      'files[2].path',
    ],
    [
      'a path outside',
      { files: [{ path: '../a.ts', content: '' }] },
      400,
      'invalid_request',
      'files[0].path',
    ],
    ['a folder', { files: [{ path: '/', content: '' }] }, 400, 'invalid_request', 'files[0].path'],
    ['an unknown field', { code: 'x', temperature: 1 }, 400, 'invalid_request', 'temperature'],
    ['no JSON', '{', 400, 'invalid_json', null],
    [
      'much code',
      {
        files: [
          { path: 'a', content: big },
          { path: 'b', content: big },
        ],
      },
      413,
      'request_too_large',
      null,
    ],
    ['a huge body', { code: big.repeat(9) }, 413, 'request_too_large', null],
  ])('%s', async (_what, body, status, code, param) => {
    const response = await agents.run('architecture', body);
    expect(response.status).toBe(status);
    expect(await errorOf(response)).toMatchObject({ code, param });
    expect(llm.requests).toEqual([]);
  });

  it('an agent that there is not', async () => {
    const response = await agents.run('poetry', { files: FILES });
    expect(response.status).toBe(404);
    expect(await errorOf(response)).toMatchObject({ code: 'route_not_found' });
  });

  it('reads compressed bodies', async () => {
    llm.replyWith(says(DOCUMENT));
    const response = await agents.run('doc-generate', '', {
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      body: gzipSync(JSON.stringify({ files: FILES })),
    });
    expect(response.status).toBe(200);
  });

  it('never in a 500, whatever is sent and whatever the model says', async () => {
    const file = fc.record({ path: fc.string(), content: fc.string({ unit: 'binary' }) });
    const body = fc.oneof(
      fc.jsonValue(),
      fc.record(
        {
          files: fc.oneof(fc.array(file, { maxLength: 4 }), fc.jsonValue()),
          code: fc.oneof(fc.string(), fc.jsonValue()),
          language: fc.oneof(fc.constantFrom('python', 'ts', '__proto__', 'C++'), fc.jsonValue()),
          model: fc.oneof(fc.string(), fc.jsonValue()),
        },
        { requiredKeys: [] },
      ),
      fc.record({
        files: fc.uniqueArray(file, { selector: ({ path }) => path, minLength: 1, maxLength: 4 }),
      }),
    );
    const agent = fc.constantFrom(...Object.keys(ANSWERS));
    const reply = fc.oneof(fc.constantFrom(...Object.values(ANSWERS)), fc.jsonValue(), fc.string());
    await fc.assert(
      fc.asyncProperty(agent, body, reply, async (name, value, said) => {
        llm.reset();
        llm.defaultReply = says(said);
        const { status } = await agents.run(name, value);
        expect([200, 400, 413, 502]).toContain(status);
      }),
      { numRuns: 300 },
    );
  });
});
