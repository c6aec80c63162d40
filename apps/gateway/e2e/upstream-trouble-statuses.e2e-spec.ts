import { describe, expect, it } from '@jest/globals';
import type { Fault } from 'llm-gateway/testing';
import { readEnvelope } from './support/envelope.js';
import { useGateway } from './support/gateway-under-test.js';
import { postChat } from './support/post-chat.js';
import { SUBJECTS } from './support/subjects.js';

/** Long enough to be a real key. */
const SECRET = 'sk-e2e-5f0e7c1b9d3a4268';

const keys = SUBJECTS.flatMap(({ variablePrefix }) =>
  variablePrefix === undefined ? [] : [[`${variablePrefix}_API_KEY`, SECRET]],
);
const gateway = useGateway({ environment: Object.fromEntries(keys) });

interface Expected {
  readonly status: number;
  readonly code: string;
  readonly type: string;
  /** False: the client's SDK is told not to try again. */
  readonly retry: boolean;
}

const REFUSED = { type: 'invalid_request_error', retry: false } as const;
const KEY: Expected = {
  status: 502,
  code: 'provider_auth_error',
  type: 'provider_error',
  retry: false,
};
const FAILED: Expected = {
  status: 502,
  code: 'provider_error',
  type: 'provider_error',
  retry: true,
};
const OVERLOADED: Expected = { ...FAILED, status: 503, code: 'provider_overloaded' };
const LIMITED: Expected = {
  status: 429,
  code: 'rate_limit_exceeded',
  type: 'rate_limit_error',
  retry: true,
};

/** What the client sees of each status of a vendor. */
const STATUSES: readonly (readonly [number, Expected, object])[] = [
  [302, { ...FAILED, retry: false }, { headers: { location: 'http://127.0.0.1:1/' } }],
  [400, { ...REFUSED, status: 400, code: 'provider_rejected_request' }, {}],
  [401, KEY, {}],
  [403, KEY, {}],
  // In words in which every adapter sees that a model is missing.
  [
    404,
    { ...REFUSED, status: 404, code: 'model_not_found' },
    { body: JSON.stringify({ error: "model 'x' not found" }) },
  ],
  [408, FAILED, {}],
  [409, FAILED, {}],
  [413, { ...REFUSED, status: 413, code: 'request_too_large' }, {}],
  [422, { ...REFUSED, status: 422, code: 'provider_rejected_request' }, {}],
  [429, LIMITED, {}],
  [500, FAILED, {}],
  [502, FAILED, {}],
  [503, OVERLOADED, { headers: { 'retry-after': '3' } }],
  [504, FAILED, {}],
  [529, OVERLOADED, {}],
];

const DELAYS: readonly (readonly [string, () => Record<string, string>, RegExp])[] = [
  ['in seconds', () => ({ 'retry-after': '7' }), /^7$/],
  ['in fractions of a second', () => ({ 'retry-after': '0.2' }), /^1$/],
  ['in milliseconds', () => ({ 'retry-after-ms': '2400' }), /^3$/],
  [
    'in both, of which milliseconds count',
    () => ({ 'retry-after-ms': '900', 'retry-after': '9' }),
    /^1$/,
  ],
  [
    'as a date',
    () => ({ 'retry-after': new Date(Date.now() + 30_000).toUTCString() }),
    /^(29|30)$/,
  ],
  ['as a date that is past', () => ({ 'retry-after': 'Wed, 21 Oct 2015 07:28:00 GMT' }), /^0$/],
];

describe.each(SUBJECTS)('statuses of $name', (subject) => {
  const upstream = () => gateway.upstreamOf(subject);

  describe.each([false, true])('streamed: %s', (stream) => {
    it.each(STATUSES)('%i is told as %j', async (status, expected, more) => {
      upstream().failWith({ type: 'status', status, ...more });
      const response = await postChat(gateway, subject, { stream });
      expect(response.status).toBe(expected.status);
      const { error } = await readEnvelope(response);
      expect(error).toMatchObject({
        code: expected.code,
        type: expected.type,
        provider: subject.name,
      });
      expect(response.headers.get('x-should-retry')).toBe(expected.retry ? null : 'false');
      expect(upstream().requests).toHaveLength(1);
    });

    it.each(DELAYS)('a delay %s is told in seconds', async (_name, headers, seconds) => {
      upstream().failWith({ type: 'status', status: 429, headers: headers() });
      const response = await postChat(gateway, subject, { stream });
      expect(response.status).toBe(429);
      expect(response.headers.get('retry-after')).toMatch(seconds);
    });

    it.each(['soon', '', '-1', 'NaN'])('a delay that is none (%j) is not told', async (value) => {
      upstream().failWith({ type: 'status', status: 529, headers: { 'retry-after': value } });
      const response = await postChat(gateway, subject, { stream });
      expect(response.status).toBe(503);
      expect(response.headers.get('retry-after')).toBeNull();
    });
  });

  it("gives the vendor's own words", async () => {
    upstream().failWith({ type: 'status', status: 400 });
    const { error, detail } = await readEnvelope(await postChat(gateway, subject));
    expect(error.message).toContain('Fake failure 400');
    expect(detail).toBe(error.message);
  });

  it.each([401, 403, 400, 500])(
    "never shows the gateway's key, even when the vendor repeats it with a %i",
    async (status) => {
      const body = JSON.stringify({ error: { message: `Incorrect API key: ${SECRET}.` } });
      upstream().failWith({ type: 'status', status, body });
      const response = await postChat(gateway, subject);
      const text = await response.text();
      expect(text).toContain('Incorrect API key');
      expect(text).not.toContain(SECRET);
    },
  );
});

describe('statuses with a meaning that only their body tells', () => {
  const named = (name: string) => SUBJECTS.find((subject) => subject.name === name)!;
  const ask = async (name: string, fault: Omit<Fault & { type: 'status' }, 'type'>) => {
    gateway.upstreamOf({ name }).failWith({ type: 'status', ...fault });
    const response = await postChat(gateway, named(name));
    return { response, error: (await readEnvelope(response)).error };
  };

  it("reads Gemini's delay out of the body", async () => {
    const details = [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '34.4s' }];
    const body = { error: { code: 429, message: 'Slow', status: 'RESOURCE_EXHAUSTED', details } };
    const { response } = await ask('gemini', { status: 429, body: JSON.stringify(body) });
    expect(response.status).toBe(429);
    expect(response.headers.get('retry-after')).toBe('35');
  });

  it("knows Gemini's bad key, which is a 400", async () => {
    const details = [
      { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'API_KEY_INVALID' },
    ];
    const message = 'API key not valid. Please pass a valid API key.';
    const body = { error: { code: 400, message, status: 'INVALID_ARGUMENT', details } };
    const { response, error } = await ask('gemini', { status: 400, body: JSON.stringify(body) });
    expect(response.status).toBe(502);
    expect(error.code).toBe('provider_auth_error');
  });

  it('keeps SDKs from repeating a request for which there is no quota', async () => {
    const type = 'insufficient_quota';
    const body = { error: { message: 'You exceeded your quota.', type, code: type, param: null } };
    const { response, error } = await ask('openai', { status: 429, body: JSON.stringify(body) });
    expect(response.status).toBe(429);
    expect(error.code).toBe('insufficient_quota');
    expect(response.headers.get('x-should-retry')).toBe('false');
  });

  it.each([
    [
      'openai',
      { error: { message: 'Too long', code: 'context_length_exceeded', param: 'messages' } },
    ],
    [
      'anthropic',
      {
        type: 'error',
        error: {
          type: 'invalid_request_error',
          message: 'prompt is too long: 210000 tokens > 200000 maximum',
        },
      },
    ],
    [
      'gemini',
      {
        error: {
          code: 400,
          status: 'INVALID_ARGUMENT',
          message:
            'The input token count (2000000) exceeds the maximum number of tokens allowed (1048576).',
        },
      },
    ],
    [
      'openrouter',
      { error: { code: 400, message: "This endpoint's maximum context length is 8192 tokens." } },
    ],
    ['ollama', { error: 'prompt too long; exceeded max context length by 12 tokens' }],
  ])('knows that a conversation is too long for %s', async (name, body) => {
    const { response, error } = await ask(name, { status: 400, body: JSON.stringify(body) });
    expect(response.status).toBe(400);
    expect(error.code).toBe('context_length_exceeded');
    expect(response.headers.get('x-should-retry')).toBe('false');
  });
});
