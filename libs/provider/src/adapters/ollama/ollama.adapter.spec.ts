import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import {
  GatewayError,
  checksQuirks,
  listsModels,
  makesEmbeddings,
  type EmbeddingsRequest,
} from 'llm-gateway/contracts';
import {
  type ChatCallOptions,
  FakeUpstream,
  chatCallFor,
  collect,
  eventually,
  fakeOllama,
} from 'llm-gateway/testing';
import { startStream } from '../../upstream/start-stream.js';
import { UpstreamClient } from '../../upstream/upstream-client.js';
import { OllamaAdapter } from './ollama.adapter.js';

describe('OllamaAdapter', () => {
  const client = new UpstreamClient();
  const adapter = new OllamaAdapter(client);
  let upstream: FakeUpstream;

  beforeAll(async () => {
    upstream = await FakeUpstream.start(fakeOllama);
  });
  afterEach(() => upstream.reset());
  afterAll(async () => {
    await client.onApplicationShutdown();
    await upstream.close();
  });

  const callFor = (options: Partial<ChatCallOptions> = {}) =>
    chatCallFor({ url: upstream.url, adapter: 'ollama', ...options });

  it('completes', async () => {
    const response = await adapter.complete(callFor());
    expect(response).toMatchObject({
      model: 'test-model',
      choices: [
        {
          finishReason: 'stop',
          message: { parts: [{ type: 'text', text: 'Hello, wörld 👋' }] },
        },
      ],
      usage: { inputTokens: 12, outputTokens: 5 },
    });
    expect(upstream.lastRequest).toMatchObject({
      path: '/api/chat',
      json: { stream: false, options: { num_ctx: 8192 } },
      headers: { authorization: 'Bearer test-key' },
    });
  });

  it('streams', async () => {
    upstream.replyWith({
      reasoning: { text: 'Let me see.' },
      text: ['A', 'B'],
      finish: 'length',
      usage: { input: 3, output: 2 },
    });
    const call = callFor({ stream: true });
    const parts = await collect(await startStream(adapter.stream(call), call));
    expect(parts.map((part) => part.type)).toEqual([
      'response-start',
      'reasoning-delta',
      'reasoning-delta',
      'reasoning-delta',
      'reasoning-end',
      'text-delta',
      'text-delta',
      'choice-end',
      'response-end',
    ]);
    expect(parts).toContainEqual({ type: 'choice-end', choice: 0, finishReason: 'length' });
    expect(upstream.lastRequest.json.stream).toBe(true);
  });

  it('reads to the end of the body, so that the connection is kept', async () => {
    upstream.frameDelayMs = 10;
    await collect(adapter.stream(callFor()));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(upstream.abandoned).toBe(0);
  });

  it('sends no authorization without a key', async () => {
    const call = callFor();
    const { apiKey: _, ...provider } = call.provider;
    await adapter.complete({ ...call, provider });
    expect(upstream.lastRequest.headers['authorization']).toBeUndefined();
  });

  it('sends a history with tools that the server accepts', async () => {
    upstream.replyWith({ toolCalls: [{ id: 'x', name: 'f', arguments: ['{"a":', '1}'] }] });
    const response = await adapter.complete(
      callFor({
        request: {
          tools: [{ type: 'function', name: 'f' }],
          logprobs: true,
          messages: [
            { role: 'user', parts: [{ type: 'text', text: 'Go' }] },
            {
              role: 'assistant',
              parts: [
                { type: 'tool-call', id: 'call_1', name: 'f', arguments: '{}', kind: 'function' },
              ],
            },
            {
              role: 'tool',
              toolCallId: 'call_1',
              toolName: 'f',
              parts: [{ type: 'text', text: '1' }],
            },
          ],
        },
      }),
    );
    expect(response.choices[0]).toMatchObject({
      finishReason: 'tool_calls',
      message: { parts: [{ type: 'tool-call', name: 'f', arguments: '{"a":1}' }] },
    });
  });

  it('says how to load a model that the server does not have', async () => {
    const error = await adapter.complete(callFor({ model: 'missing:1b' })).catch((e: unknown) => e);
    expect(error).toMatchObject({ code: 'model_not_found' });
    expect((error as Error).message).toContain('ollama pull missing:1b');
  });

  it.each([
    [{ type: 'cut-after', frames: 2 }, 'provider_stream_interrupted'],
    [{ type: 'error-after', frames: 2 }, 'provider_error'],
    [{ type: 'malformed-after', frames: 2 }, 'provider_invalid_response'],
    [{ type: 'reset-after', frames: 2 }, 'provider_unreachable'],
    [{ type: 'malformed' }, 'provider_invalid_response'],
    [{ type: 'status', status: 500 }, 'provider_error'],
  ] as const)('fails after %j with %s', async (fault, code) => {
    upstream.failWith(fault);
    const call = callFor({ stream: true });
    const reading = async () => collect(await startStream(adapter.stream(call), call));
    await expect(reading()).rejects.toMatchObject({ code });
  });

  it('lets a stream be repeated that failed before its first content', async () => {
    upstream.failWith({ type: 'error-after', frames: 0 });
    const call = callFor({ stream: true });
    await expect(startStream(adapter.stream(call), call)).rejects.toMatchObject({
      details: { transient: true },
    });
  });

  it('closes the upstream connection when the reader leaves', async () => {
    upstream.frameDelayMs = 20;
    for await (const part of adapter.stream(callFor())) if (part.type === 'text-delta') break;
    await eventually(() => upstream.abandoned > 0, 'the vendor is left');
    expect(upstream.abandoned).toBe(1);
  });

  it('ends with the reason of the abort', async () => {
    upstream.failWith({ type: 'silent' });
    const call = callFor();
    const answer = adapter.complete(call);
    setTimeout(() => call.scope.abort(new GatewayError('client_closed_request', 'gone')), 20);
    await expect(answer).rejects.toMatchObject({ code: 'client_closed_request' });
  });

  it('makes embeddings', async () => {
    expect(makesEmbeddings(adapter)).toBe(true);
    const { provider, model, scope } = callFor({ model: 'nomic-embed-text' });
    const embed = (request: Partial<EmbeddingsRequest>) =>
      adapter.embed({
        provider,
        model,
        scope,
        request: { input: ['a', 'bc'], unknownFields: {}, ...request },
      });
    expect(await embed({ dimensions: 3 })).toEqual({
      model: 'nomic-embed-text',
      vectors: [
        [0.01, 0.02, 0.03],
        [0.02, 0.03, 0.04],
      ],
      inputTokens: 4,
    });
    expect(upstream.lastRequest).toMatchObject({
      path: '/api/embed',
      json: { input: ['a', 'bc'], dimensions: 3, truncate: false, options: { num_ctx: 8192 } },
    });
    await embed({ user: 'u', unknownFields: { keep_alive: 5, truncate: true, extra: 1 } });
    expect(upstream.lastRequest.json).toMatchObject({ keep_alive: 5, truncate: true });
    expect([...scope.ignoredParameters]).toEqual(['user', 'extra']);
    await expect(embed({ input: ['a', [1, 2]] })).rejects.toMatchObject({
      code: 'unsupported_value',
      details: { param: 'input[1]' },
    });
  });

  it('lists the models of the server with what they can do', async () => {
    expect(listsModels(adapter)).toBe(true);
    const models = await adapter.listModels(callFor().provider, AbortSignal.timeout(5_000));
    expect(models).toEqual([
      { match: 'llama3.2:latest', listed: true },
      {
        match: 'qwen3-vl:8b',
        listed: true,
        images: true,
        thinking: { kinds: ['toggle', 'level'], off: 'disabled', onByDefault: true },
      },
      { match: 'nomic-embed-text:latest', listed: true, embeddings: true },
    ]);
  });

  it('gives up listing when told to', async () => {
    const reason = new GatewayError('provider_timeout', 'too slow');
    await expect(adapter.listModels(callFor().provider, AbortSignal.abort(reason))).rejects.toBe(
      reason,
    );
  });

  it.each([
    [{ numCtx: 0 }, /numCtx.*whole number/],
    [{ numCtx: '8k' }, /numCtx/],
    [{ keepAlive: true }, /keepAlive.*5m/],
    [{ truncate: 'no' }, /truncate.*true or false/],
    [{ forcedToolChoice: 'maybe' }, /forcedToolChoice.*refuse/],
    [{ num_ctx: 1 }, /unknown quirk 'num_ctx'.*numCtx/],
  ])('refuses the quirks %j at boot', (quirks, message) => {
    expect(checksQuirks(adapter)).toBe(true);
    expect(() => adapter.checkQuirks(callFor({ quirks }).provider)).toThrow(message);
  });

  it('accepts good quirks', () => {
    const quirks = { numCtx: 4096, keepAlive: '5m', truncate: true, forcedToolChoice: 'hint' };
    expect(() => adapter.checkQuirks(callFor({ quirks }).provider)).not.toThrow();
  });
});
