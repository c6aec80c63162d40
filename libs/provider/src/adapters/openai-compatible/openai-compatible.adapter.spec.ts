import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { GatewayError, type ChatCall, type StreamPart } from 'llm-gateway/contracts';
import {
  type ChatCallOptions,
  FakeUpstream,
  chatCallFor,
  collect,
  eventually,
  fakeOpenAi,
} from 'llm-gateway/testing';
import { UpstreamClient } from '../../upstream/upstream-client.js';
import { openai } from '../../vendors/openai.vendor.js';
import { OpenAiCompatibleAdapter } from './openai-compatible.adapter.js';

const TOOL_REPLY = {
  toolCalls: [
    { id: 'call_1', name: 'search', arguments: ['{"q":', '"tea"}'] },
    { id: 'call_2', name: 'now', arguments: ['{}'] },
  ],
  usage: { input: 20, output: 9, cached: 4, reasoning: 3 },
};

describe('OpenAiCompatibleAdapter against OpenAI', () => {
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

  const call = (options: Partial<ChatCallOptions> = {}): ChatCall =>
    chatCallFor({
      url: `${upstream.url}/v1`,
      adapter: 'openai-compatible',
      model: 'gpt-4o',
      quirks: openai.quirks ?? {},
      ...options,
    });

  it('completes a chat', async () => {
    const response = await adapter.complete(call());
    expect(response).toMatchObject({
      id: 'chatcmpl-D8Z5oo6uDh67AD85p73ksdT1KxhE0',
      model: 'gpt-4o',
      created: 1_770_933_892,
      choices: [
        {
          index: 0,
          finishReason: 'stop',
          message: { role: 'assistant', parts: [{ type: 'text', text: 'Hello, wörld 👋' }] },
        },
      ],
      usage: { inputTokens: 12, outputTokens: 5 },
      extensions: { service_tier: 'default', system_fingerprint: 'fp_de604bd877' },
    });
    expect(upstream.lastRequest).toMatchObject({
      method: 'POST',
      path: '/v1/chat/completions',
      headers: { authorization: 'Bearer test-key' },
      json: { model: 'gpt-4o', messages: [{ role: 'user', content: 'Hi' }] },
    });
  });

  it('streams text', async () => {
    const parts = await collect(adapter.stream(call()));
    expect(parts.at(0)).toMatchObject({ type: 'response-start', model: 'gpt-4o' });
    expect(textOf(parts)).toBe('Hello, wörld 👋');
    expect(parts.slice(-2)).toEqual([
      { type: 'choice-end', choice: 0, finishReason: 'stop' },
      { type: 'response-end', usage: expect.objectContaining({ inputTokens: 12 }) },
    ]);
    expect(upstream.lastRequest.json).toMatchObject({
      stream: true,
      stream_options: { include_usage: true },
    });
  });

  it('streams parallel tool calls', async () => {
    upstream.replyWith(TOOL_REPLY);
    const parts = await collect(adapter.stream(call()));
    expect(parts.filter(({ type }) => type.startsWith('tool-call'))).toEqual([
      start(0, 'call_1', 'search'),
      { type: 'tool-call-delta', choice: 0, index: 0, arguments: '{"q":' },
      { type: 'tool-call-delta', choice: 0, index: 0, arguments: '"tea"}' },
      start(1, 'call_2', 'now'),
      { type: 'tool-call-delta', choice: 0, index: 1, arguments: '{}' },
      { type: 'tool-call-end', choice: 0, index: 0 },
      { type: 'tool-call-end', choice: 0, index: 1 },
    ]);
    expect(parts.at(-1)).toMatchObject({
      usage: { inputTokens: 20, outputTokens: 9, cachedInputTokens: 4, reasoningTokens: 3 },
    });
  });

  it('uses connections again for streams that follow each other', async () => {
    for (let i = 0; i < 8; i++) await collect(adapter.stream(call()));
    // The pool may open a second one while the first is being released.
    expect(upstream.openSockets).toBeLessThanOrEqual(2);
    expect(upstream.abandoned).toBe(0);
  });

  it('closes the upstream connection when the reader leaves', async () => {
    upstream.frameDelayMs = 30;
    for await (const part of adapter.stream(call())) if (part.type === 'text-delta') break;
    await eventually(() => upstream.abandoned > 0, 'the vendor is left');
    expect(upstream.abandoned).toBe(1);
  });

  it.each([
    ['cut-after', { type: 'cut-after', frames: 3 }, 'provider_stream_interrupted'],
    ['cut before [DONE]', { type: 'cut-after', frames: 7 }, 'provider_stream_interrupted'],
    ['error-after', { type: 'error-after', frames: 3 }, 'provider_error'],
    ['malformed-after', { type: 'malformed-after', frames: 3 }, 'provider_invalid_response'],
    ['web page', { type: 'malformed' }, 'provider_invalid_response'],
    ['429', { type: 'status', status: 429 }, 'rate_limit_exceeded'],
    ['401', { type: 'status', status: 401 }, 'provider_auth_error'],
    ['404', { type: 'status', status: 404 }, 'model_not_found'],
    ['500', { type: 'status', status: 500 }, 'provider_error'],
  ] as const)('fails a stream on %s', async (_name, fault, code) => {
    upstream.failWith(fault);
    const error = await collect(adapter.stream(call())).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(GatewayError);
    expect(error).toMatchObject({ code });
  });

  it('fails a whole answer that is no JSON', async () => {
    upstream.failWith({ type: 'malformed' });
    await expect(adapter.complete(call())).rejects.toMatchObject({
      code: 'provider_invalid_response',
    });
  });

  it.each([7, 64])('reads a stream that comes in pieces of %d bytes', async (bytes) => {
    upstream.replyWith(TOOL_REPLY, TOOL_REPLY);
    const whole = await collect(adapter.stream(call()));
    upstream.failWith({ type: 'chop', bytes });
    expect(await collect(adapter.stream(call()))).toEqual(whole);
  });

  it('lists models', async () => {
    const models = await adapter.listModels(call().provider, new AbortController().signal);
    expect(models).toEqual([
      { match: 'gpt-4o', listed: true },
      { match: 'text-embedding-3-small', listed: true, embeddings: true },
    ]);
  });

  it('gives up listing when it is told to', async () => {
    await expect(
      adapter.listModels(call().provider, AbortSignal.abort(new Error('late'))),
    ).rejects.toThrow('late');
  });

  it('checks quirks', () => {
    expect(() => adapter.checkQuirks(call({ quirks: { conformnt: true } }).provider)).toThrow(
      "The quirk 'conformnt' is unknown",
    );
    expect(() => adapter.checkQuirks(call().provider)).not.toThrow();
  });
});

function textOf(parts: readonly StreamPart[]): string {
  return parts.map((part) => (part.type === 'text-delta' ? part.text : '')).join('');
}

function start(index: number, id: string, name: string): StreamPart {
  return { type: 'tool-call-start', choice: 0, index, id, name, kind: 'function' };
}
