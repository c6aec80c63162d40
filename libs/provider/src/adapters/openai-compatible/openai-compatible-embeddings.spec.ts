import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { EmbeddingsCall, EmbeddingsRequest } from 'llm-gateway/contracts';
import { FakeUpstream, chatCallFor, fakeOpenAi } from 'llm-gateway/testing';
import { UpstreamClient } from '../../upstream/upstream-client.js';
import { OpenAiCompatibleAdapter } from './openai-compatible.adapter.js';

describe('embeddings', () => {
  let upstream: FakeUpstream;
  const client = new UpstreamClient();
  const adapter = new OpenAiCompatibleAdapter(client);

  beforeAll(async () => {
    upstream = await FakeUpstream.start(fakeOpenAi);
  });
  afterEach(() => upstream.reset());
  afterAll(async () => {
    await client.onApplicationShutdown();
    await upstream.close();
  });

  const callWith = (
    request: Partial<EmbeddingsRequest> = {},
    quirks: Record<string, unknown> = {},
  ): EmbeddingsCall => {
    const call = chatCallFor({
      url: upstream.url,
      adapter: 'openai-compatible',
      model: 'text-embedding-3-small',
      quirks,
    });
    return { ...call, request: { input: ['a', 'b'], unknownFields: {}, ...request } };
  };
  const answerWith = (body: object) =>
    upstream.failWith({ type: 'status', status: 200, body: JSON.stringify(body) });

  it('asks a conformant vendor for base64 and reads it', async () => {
    const response = await adapter.embed(callWith({ dimensions: 3 }, { conformant: true }));
    expect(upstream.lastRequest.json).toEqual({
      model: 'text-embedding-3-small',
      input: ['a', 'b'],
      dimensions: 3,
      encoding_format: 'base64',
    });
    expect(response).toEqual({
      vectors: [Float32Array.of(0, 0.5, 0.5), Float32Array.of(1, 0.5, 0.5)],
      model: 'text-embedding-3-small',
      inputTokens: 4,
    });
  });

  it('asks any other vendor for numbers', async () => {
    const response = await adapter.embed(
      callWith({ user: 'u', unknownFields: { truncate: true } }),
    );
    expect(upstream.lastRequest.json).toMatchObject({
      encoding_format: 'float',
      user: 'u',
      truncate: true,
    });
    expect(response.vectors).toEqual([
      [0, 0.5, 0.5, 0.5],
      [1, 0.5, 0.5, 0.5],
    ]);
  });

  it("uses the vendor's field names, and reports what has none", async () => {
    await adapter.embed(callWith({ dimensions: 3 }, { dimensionsField: 'output_dimension' }));
    expect(upstream.lastRequest.json).toHaveProperty('output_dimension', 3);
    const call = callWith(
      { dimensions: 3, user: 'u' },
      { dimensionsField: 'none', userField: 'none', stripUnknown: true },
    );
    await adapter.embed(call);
    expect([...call.scope.ignoredParameters]).toEqual(['dimensions', 'user']);
    expect(upstream.lastRequest.json).toHaveProperty('input');
  });

  it('puts the vectors in the order of the inputs', async () => {
    answerWith({
      data: [
        { index: 1, embedding: [2] },
        { index: 0, embedding: [1] },
      ],
      usage: { total_tokens: 7 },
    });
    expect(await adapter.embed(callWith())).toEqual({ vectors: [[1], [2]], inputTokens: 7 });
  });

  it.each([
    ['an error', { error: { message: 'no', code: 429 } }, 'rate_limit_exceeded'],
    ['no data', { object: 'list' }, 'provider_invalid_response'],
    ['a vector too few', { data: [{ index: 0, embedding: [1] }] }, 'provider_invalid_response'],
    [
      'one index twice',
      {
        data: [
          { index: 0, embedding: [1] },
          { index: 0, embedding: [1] },
        ],
      },
      'provider_invalid_response',
    ],
    [
      'an index beyond the inputs',
      {
        data: [
          { index: 0, embedding: [1] },
          { index: 9, embedding: [1] },
        ],
      },
      'provider_invalid_response',
    ],
    ['no vector', { data: [{ index: 0 }, { index: 1 }] }, 'provider_invalid_response'],
    [
      'a vector that is cut',
      { data: [{ embedding: 'AAAA' }, { embedding: 'AAAAAA==' }] },
      'provider_invalid_response',
    ],
  ])('refuses %s', async (_name, body, code) => {
    answerWith(body);
    await expect(adapter.embed(callWith())).rejects.toMatchObject({ code });
  });
});
