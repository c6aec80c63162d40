import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type Fault, eventually } from 'llm-gateway/testing';
import { readEnvelope } from './support/envelope.js';
import { useGateway } from './support/gateway-under-test.js';
import { SUBJECTS, type Subject } from './support/subjects.js';

const gateway = useGateway({ maximumRetries: 1, deadlines: { totalMs: 1_500 } });

const EMBEDDERS = SUBJECTS.filter(({ embeddingModel }) => embeddingModel !== undefined);

function embed({ embeddingModel: model }: Subject, signal?: AbortSignal): Promise<Response> {
  return fetch(`${gateway.url}/v1/embeddings`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model, input: ['one', 'two'] }),
    ...(signal && { signal }),
  });
}

const status = (number: number): Fault => ({ type: 'status', status: number });

const FAULTS: readonly (readonly [string, Fault, number, RegExp, number])[] = [
  ['a refused request', status(400), 400, /^provider_rejected_request$/, 1],
  ['a refused key', status(401), 502, /^provider_auth_error$/, 1],
  ['a limited rate', status(429), 429, /^rate_limit_exceeded$/, 2],
  ['a fault of the vendor', status(500), 502, /^provider_error$/, 2],
  ['an overload', status(529), 503, /^provider_overloaded$/, 2],
  ['a broken connection', { type: 'reset' }, 502, /^provider_unreachable$/, 2],
  ['a page in place of vectors', { type: 'malformed' }, 502, /^provider_invalid_response$/, 2],
  ['silence', { type: 'silent' }, 504, /^provider_timeout$/, 1],
  ['half a silence', { type: 'silent-after', frames: 0 }, 504, /^provider_timeout$/, 1],
];

beforeEach(() => {
  jest.spyOn(Math, 'random').mockReturnValue(0);
});
afterEach(() => {
  jest.restoreAllMocks();
});

describe.each(EMBEDDERS)('embeddings of $name in trouble', (subject) => {
  const upstream = () => gateway.upstreamOf(subject);

  it.each(FAULTS)('%s is told as %j', async (_name, fault, expected, code, requests) => {
    upstream().failWith(fault, fault);
    const response = await embed(subject);
    expect(response.status).toBe(expected);
    const { error } = await readEnvelope(response);
    expect(error.code).toMatch(code);
    expect(error.provider).toBe(subject.name);
    expect(upstream().requests).toHaveLength(requests);
  });

  it('are tried again', async () => {
    upstream().failWith(status(503));
    const response = await embed(subject);
    expect(response.status).toBe(200);
    const { data } = (await response.json()) as { data: unknown[] };
    expect(data).toHaveLength(2);
  });

  it('are let go when the client leaves', async () => {
    upstream().failWith({ type: 'silent' });
    const abort = new AbortController();
    const failure = embed(subject, abort.signal).catch((error: unknown) => error);
    await eventually(() => upstream().requests.length === 1, 'the vendor is asked');
    abort.abort();
    await eventually(() => upstream().abandoned === 1, 'the vendor is left', 100);
    expect(await failure).toMatchObject({ name: 'AbortError' });
  });
});
