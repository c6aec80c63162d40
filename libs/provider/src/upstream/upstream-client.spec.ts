import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { GatewayError, type ChatCall, type Deadlines, type Provider } from 'llm-gateway/contracts';
import { FakeUpstream, chatCallFor, type FakeVendor } from 'llm-gateway/testing';
import { readBody } from './parse-upstream-json.js';
import type { UpstreamErrorResponse } from './upstream-response.js';
import { UpstreamClient, type UpstreamRequest } from './upstream-client.js';

const FRAMES = ['{"one":1}\n', '{"two":2}\n', '{"three":"ü👋"}\n'];

/** A vendor without a protocol: what is looked at here is HTTP. */
const plainVendor: FakeVendor = {
  name: 'plain',
  answer: () => ({ status: 200, headers: { 'content-type': 'text/plain' }, frames: FRAMES }),
  error: (status, message) => ({
    status,
    headers: { 'content-type': 'application/json', 'retry-after': '7' },
    frames: [JSON.stringify({ said: message })],
  }),
  streamError: () => 'error',
  malformedFrame: () => '{',
};

let upstream: FakeUpstream;
let client: UpstreamClient;

beforeAll(async () => {
  upstream = await FakeUpstream.start(plainVendor);
});

beforeEach(() => {
  client = new UpstreamClient();
  upstream.reset();
});

afterEach(async () => {
  await client.onApplicationShutdown();
});

afterAll(async () => {
  await upstream.close();
});

interface CallOptions {
  readonly provider?: Partial<Provider>;
  readonly deadlines?: Partial<Deadlines>;
}

function newCall({ provider, deadlines = {} }: CallOptions = {}): ChatCall {
  const call = chatCallFor({ url: upstream.url, adapter: 'plain', deadlines });
  return { ...call, provider: { ...call.provider, ...provider } };
}

const mapError = (response: UpstreamErrorResponse) =>
  new GatewayError('provider_error', response.text, { cause: response });

const REQUEST: UpstreamRequest = {
  path: '/v1/chat',
  headers: { authorization: 'ours' },
  body: { a: 'ü' },
};

async function postAndRead(call: ChatCall, request = REQUEST): Promise<string> {
  const response = await client.post(call, request, mapError);
  return String(await readBody(response, call));
}

const postWhole = async (call: ChatCall, request = REQUEST) =>
  String(await client.postWhole(call, request, mapError));

/** Both ways must send the same and fail the same. */
const WAYS = [
  ['post', postAndRead],
  ['postWhole', postWhole],
] as const;

describe.each(WAYS)('UpstreamClient.%s', (_name, ask) => {
  it('sends JSON and reads the whole answer', async () => {
    const call = newCall();
    expect(await ask(call)).toBe(FRAMES.join(''));
    expect(upstream.lastRequest).toMatchObject({
      method: 'POST',
      path: '/v1/chat',
      json: { a: 'ü' },
      headers: {
        authorization: 'ours',
        'content-type': 'application/json',
        'accept-encoding': 'identity',
      },
    });
    expect(call.scope.record.attempts).toBe(1);
  });

  it.each<[string, unknown]>([
    ['text', '{"raw": true}'],
    ['bytes', Buffer.from('{"raw": true}')],
  ])('sends %s as it is', async (_what, body) => {
    await ask(newCall(), { ...REQUEST, body });
    expect(upstream.lastRequest.text).toBe('{"raw": true}');
  });

  it.each<[string, string, Record<string, string>, string]>([
    ['', '/chat', {}, '/chat'],
    ['/', '/chat', {}, '/chat'],
    ['/openai/v1', '/chat', {}, '/openai/v1/chat'],
    ['/openai/v1', '/chat', { 'api-version': '2026 a' }, '/openai/v1/chat?api-version=2026+a'],
    ['', '/chat?alt=sse', { key: 'b' }, '/chat?alt=sse&key=b'],
  ])('joins base %j, path %j and query %j', async (base, path, query, expected) => {
    await ask(newCall({ provider: { baseUrl: upstream.url + base, query } }), { ...REQUEST, path });
    expect(upstream.lastRequest.path).toBe(expected);
  });

  it("lets the operator's headers win, however they are spelt", async () => {
    const headers = { Authorization: 'theirs', 'X-Team': 'search' };
    await ask(newCall({ provider: { headers } }));
    expect(upstream.lastRequest.headers).toMatchObject({
      authorization: 'theirs',
      'x-team': 'search',
    });
  });

  it.each([302, 400, 401, 404, 429, 500, 503])(
    'maps a status of %d with what the vendor said',
    async (status) => {
      upstream.failWith({ type: 'status', status });
      await expect(ask(newCall())).rejects.toMatchObject({
        cause: {
          status,
          headers: { 'retry-after': '7' },
          json: { said: `Fake failure ${status}` },
        },
      });
    },
  );

  it('gives an error body that is no JSON as text, and no more than 64 kB of it', async () => {
    upstream.failWith({ type: 'status', status: 500, body: '<html>'.repeat(20_000) });
    const error = await ask(newCall()).catch((thrown: GatewayError) => thrown);
    const { text, json } = (error as GatewayError).cause as UpstreamErrorResponse;
    expect(text).toHaveLength(65_536);
    expect(json).toBeUndefined();
  });

  it.each([
    ['reset', { type: 'reset' }],
    ['cut in the middle of its answer', { type: 'reset-after', frames: 1 }],
  ] as const)(
    'names a connection that is %s, which another attempt may mend',
    async (_what, fault) => {
      upstream.failWith(fault);
      await expect(ask(newCall())).rejects.toMatchObject({
        code: 'provider_unreachable',
        details: { transient: true, provider: 'plain' },
      });
    },
  );

  it('names an upstream that is not there', async () => {
    const closed = await FakeUpstream.start(plainVendor);
    const baseUrl = closed.url;
    await closed.close();
    await expect(ask(newCall({ provider: { baseUrl } }))).rejects.toMatchObject({
      code: 'provider_unreachable',
      message: "The connection to provider 'plain' failed: connection refused.",
    });
  });

  it.each([
    ['headers_ms', { type: 'silent' }, { headersMs: 50 }],
    ['idle_ms', { type: 'silent-after', frames: 1 }, { idleMs: 50 }],
  ] as const)('holds the upstream to %s', async (name, fault, deadlines) => {
    upstream.failWith(fault);
    await expect(ask(newCall({ deadlines }))).rejects.toMatchObject({
      code: 'provider_timeout',
      message: expect.stringMatching(`50 ms.*${name}`),
      details: { provider: 'plain' },
    });
  });

  it('takes a body that comes late, in small pieces or in another format', async () => {
    upstream.failWith({ type: 'delay', ms: 20 }, { type: 'chop', bytes: 1 }, { type: 'malformed' });
    expect(await ask(newCall())).toBe(FRAMES.join(''));
    expect(await ask(newCall())).toBe(FRAMES.join(''));
    expect(await ask(newCall())).toBe('<html>oops');
  });

  it('counts every attempt of a call', async () => {
    const call = newCall();
    upstream.failWith({ type: 'reset' });
    await ask(call).catch(() => {});
    await ask(call);
    expect(call.scope.record.attempts).toBe(2);
  });
});
