import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { GatewayError, type EmbeddingsCall } from 'llm-gateway/contracts';
import {
  chatCallFor,
  fakeGemini,
  FakeUpstream,
  type ChatCallOptions,
  type FakeVendor,
} from 'llm-gateway/testing';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { UpstreamClient } from '../../upstream/upstream-client.js';
import { GeminiAdapter } from './gemini.adapter.js';

const client = new UpstreamClient();
const adapter = new GeminiAdapter(client);
let upstream: FakeUpstream;

beforeAll(async () => {
  upstream = await FakeUpstream.start(fakeGemini);
});
afterEach(() => upstream.reset());
afterAll(async () => {
  await client.onApplicationShutdown();
  await upstream.close();
});

function callTo(options: Partial<ChatCallOptions> = {}) {
  return chatCallFor({ url: upstream.url, adapter: 'gemini', ...options });
}

describe('GeminiAdapter.embed', () => {
  function embedding(
    input: EmbeddingsCall['request']['input'],
    dimensions?: number,
  ): EmbeddingsCall {
    const { provider, model, scope } = callTo({ model: 'gemini-embedding-001' });
    const request = {
      input,
      user: 'u',
      unknownFields: { input_type: 'query' },
      ...(dimensions !== undefined && { dimensions }),
    };
    return { provider, model, scope, request };
  }

  it('asks batchEmbedContents, and reports what it has no word for', async () => {
    const call = embedding(['a', 'bb'], 3);
    expect(await adapter.embed(call)).toEqual({
      vectors: [
        [0.001, 0.002, 0.003],
        [0.003, 0.004, 0.005],
      ],
      model: 'gemini-embedding-001',
      inputTokens: 12,
    });
    expect(upstream.lastRequest.path).toBe(
      '/v1beta/models/gemini-embedding-001:batchEmbedContents',
    );
    expect(upstream.lastRequest.json.requests[0]).toEqual({
      model: 'models/gemini-embedding-001',
      content: { parts: [{ text: 'a' }] },
      outputDimensionality: 3,
    });
    expect([...call.scope.ignoredParameters]).toEqual(['user', 'input_type']);
  });

  it('asks for a hundred at a time and keeps their order', async () => {
    const input = Array.from({ length: 201 }, (_, place) => 'x'.repeat(place + 1));
    const { vectors, inputTokens } = await adapter.embed(embedding(input, 1));
    expect(upstream.requests.map(({ json }) => json.requests.length)).toEqual([100, 100, 1]);
    expect(vectors).toHaveLength(201);
    expect(vectors[200]).toEqual([0.201]);
    expect(inputTokens).toBe(36);
  });

  it('refuses token ids', async () => {
    await expect(adapter.embed(embedding([[1, 2]]))).rejects.toMatchObject({
      code: 'unsupported_value',
      details: { param: 'input' },
    });
  });

  it('refuses an answer that lacks a vector', async () => {
    upstream.failWith({ type: 'status', status: 200, body: '{"embeddings":[]}' });
    await expect(adapter.embed(embedding(['a']))).rejects.toMatchObject({
      code: 'provider_invalid_response',
    });
  });
});

describe('GeminiAdapter.listModels', () => {
  it('lists what chats or embeds, without the prefix of the names', async () => {
    const { provider } = callTo();
    expect(await adapter.listModels(provider, new AbortController().signal)).toEqual([
      {
        match: 'gemini-3.8-flash',
        listed: true,
        contextWindow: 1048576,
        maximumOutput: 65536,
      },
      { match: 'gemini-embedding-001', listed: true, contextWindow: 2_048, embeddings: true },
    ]);
    expect(upstream.lastRequest).toMatchObject({
      method: 'GET',
      path: '/v1beta/models?pageSize=1000',
      headers: { 'x-goog-api-key': 'test-key' },
    });
  });

  it('follows the pages', async () => {
    const paged: FakeVendor = {
      ...fakeGemini,
      answer: (request, reply) =>
        fakeGemini.answer(
          { ...request, path: request.path.replace('pageSize=1000', 'pageSize=1') },
          reply,
        ),
    };
    const server = await FakeUpstream.start(paged);
    const { provider } = callTo({ url: server.url });
    const models = await adapter.listModels(provider, new AbortController().signal);
    await server.close();
    expect(models.map(({ match }) => match)).toEqual(['gemini-3.8-flash', 'gemini-embedding-001']);
  });

  it('throws when the upstream refuses, and when it is aborted', async () => {
    const { provider } = callTo({ apiKey: 'invalid' });
    await expect(adapter.listModels(provider, new AbortController().signal)).rejects.toMatchObject({
      code: 'provider_auth_error',
    });
    await expect(
      adapter.listModels(provider, AbortSignal.abort(new Error('late'))),
    ).rejects.toThrow('late');
  });

  it('stops waiting when it is aborted', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const { provider } = callTo({ url: `http://127.0.0.1:${port}` });
    const waiting = new AbortController();
    const listing = adapter.listModels(provider, waiting.signal);
    setTimeout(() => waiting.abort(new GatewayError('provider_timeout', 'late')), 50);
    await expect(listing).rejects.toMatchObject({ code: 'provider_timeout' });
    silent.closeAllConnections();
    silent.close();
  });

  it('checks quirks at boot', () => {
    const { provider } = callTo({ quirks: { apiVersion: 1 } });
    expect(() => adapter.checkQuirks(provider)).toThrow("quirk 'apiVersion'");
  });
});
