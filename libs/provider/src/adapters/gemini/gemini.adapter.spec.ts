import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { GatewayError, type ChatMessage, type StreamPart } from 'llm-gateway/contracts';
import {
  type ChatCallOptions,
  FakeUpstream,
  chatCallFor,
  collect,
  eventually,
  fakeGemini,
  userText,
} from 'llm-gateway/testing';
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
  return chatCallFor({
    url: upstream.url,
    adapter: 'gemini',
    model: 'gemini-3.8-flash',
    ...options,
  });
}

function textOf(parts: readonly StreamPart[]): string {
  return parts.map((part) => (part.type === 'text-delta' ? part.text : '')).join('');
}

const TOOLS = [{ type: 'function', name: 'look', parameters: { type: 'object' } }] as const;
const CALLS = [
  { id: 'a1', name: 'look', arguments: ['{"at":', '"sky"}'] },
  { id: 'a2', name: 'look', arguments: [''] },
];

describe('GeminiAdapter.complete', () => {
  it('asks generateContent with the key in its header', async () => {
    const response = await adapter.complete(callTo());
    expect(upstream.lastRequest).toMatchObject({
      method: 'POST',
      path: '/v1beta/models/gemini-3.8-flash:generateContent',
      headers: { 'x-goog-api-key': 'test-key' },
      json: { contents: [{ role: 'user', parts: [{ text: 'Hi' }] }] },
    });
    expect(response).toMatchObject({
      model: 'gemini-3.8-flash',
      choices: [
        {
          message: { role: 'assistant', parts: [{ type: 'text', text: 'Hello, wörld 👋' }] },
          finishReason: 'stop',
        },
      ],
      usage: { inputTokens: 12, outputTokens: 5 },
    });
  });

  it('uses the API version of the quirk', async () => {
    await adapter.complete(callTo({ quirks: { apiVersion: 'v1' } }));
    expect(upstream.lastRequest.path).toBe('/v1/models/gemini-3.8-flash:generateContent');
  });

  it.each(['invalid-key', ''])('blames the gateway for the key %j', async (apiKey) => {
    await expect(adapter.complete(callTo({ apiKey }))).rejects.toMatchObject({
      code: 'provider_auth_error',
      status: 502,
    });
  });

  it('knows a model that does not exist', async () => {
    await expect(adapter.complete(callTo({ model: 'missing' }))).rejects.toMatchObject({
      code: 'model_not_found',
    });
  });

  it('refuses an answer that is no JSON', async () => {
    upstream.failWith({ type: 'malformed' });
    await expect(adapter.complete(callTo())).rejects.toMatchObject({
      code: 'provider_invalid_response',
    });
  });

  it.each([
    ['gemini-3.8-flash', 'sig=='],
    ['gemini-2.5-flash', 'sig=='],
    ['gemini-3.8-flash', undefined],
  ])('runs a whole tool turn with %s and the signature %s', async (model, signature) => {
    upstream.replyWith({
      reasoning: { text: 'Hmm.', ...(signature !== undefined && { signature }) },
      toolCalls: CALLS,
    });
    const first = await adapter.complete(callTo({ model, request: { tools: TOOLS } }));
    const choice = first.choices[0];
    expect(choice?.finishReason).toBe('tool_calls');

    const asked = choice?.message.parts.filter((part) => part.type === 'tool-call') ?? [];
    const messages: ChatMessage[] = [
      userText('Look!'),
      choice?.message as ChatMessage,
      ...asked.toReversed().map(({ id, name }): ChatMessage => ({
        role: 'tool',
        toolCallId: id,
        toolName: name,
        parts: [
          {
            type: 'text',
            text: 'blue',
          },
        ],
      })),
    ];
    const second = await adapter.complete(callTo({ model, request: { messages, tools: TOOLS } }));
    expect(second.choices[0]?.finishReason).toBe('stop');
    const [, turn] = upstream.lastRequest.json.contents;
    expect(turn.parts).toEqual([
      { text: 'Hmm.', thought: true },
      {
        functionCall: { id: asked[0]?.id, name: 'look', args: { at: 'sky' } },
        thoughtSignature: signature ?? 'skip_thought_signature_validator',
      },
      { functionCall: { id: asked[1]?.id, name: 'look', args: {} } },
    ]);
  });

  it('replays the signature of a text on that text', async () => {
    upstream.replyWith({ reasoning: { text: '', signature: 'sig==' }, text: ['Hel', 'lo'] });
    const { choices } = await adapter.complete(callTo());
    const messages = [userText('Hi'), choices[0]?.message as ChatMessage, userText('And?')];
    await adapter.complete(callTo({ request: { messages } }));
    expect(upstream.lastRequest.json.contents[1]).toEqual({
      role: 'model',
      parts: [{ text: 'Hello', thoughtSignature: 'sig==' }],
    });
  });

  it('ends a blocked prompt with content_filter', async () => {
    upstream.replyWith({ refusal: 'no' });
    const { choices } = await adapter.complete(callTo());
    expect(choices[0]).toMatchObject({
      finishReason: 'content_filter',
      message: {
        parts: [{ type: 'refusal', text: expect.stringContaining('PROHIBITED_CONTENT') }],
      },
    });
  });

  it('sends what Gemini accepts when every field is set', async () => {
    const response = await adapter.complete(
      callTo({
        model: 'gemini-4-argon',
        request: {
          temperature: 1,
          topP: 0.9,
          seed: 1,
          stop: ['x'],
          n: 3,
          maxOutputTokens: 99,
          logprobs: true,
          topLogprobs: 2,
          frequencyPenalty: 1,
          presencePenalty: 1,
          reasoningEffort: 'minimal',
          serviceTier: 'flex',
          tools: TOOLS,
          toolChoice: {
            type: 'allowed',
            mode: 'auto',
            names: ['look'],
          },
          responseFormat: {
            type: 'json-schema',
            name: 'a',
            schema: { type: 'object' },
          },
          openaiOptions: { store: false },
        },
      }),
    );
    expect(response.choices.map(({ index }) => index)).toEqual([0, 1, 2]);
    expect(response.choices[0]?.logprobs).toMatchObject({
      content: [{ token: 'Hello', logprob: -0.25, top_logprobs: [{}, {}] }, {}, {}, {}],
    });
  });
});

describe('GeminiAdapter.stream', () => {
  it('asks streamGenerateContent for server-sent events', async () => {
    const parts = await collect(adapter.stream(callTo()));
    expect(upstream.lastRequest.path).toBe(
      '/v1beta/models/gemini-3.8-flash:streamGenerateContent?alt=sse',
    );
    expect(textOf(parts)).toBe('Hello, wörld 👋');
    expect(parts.at(0)?.type).toBe('response-start');
    expect(parts.at(-1)).toMatchObject({
      type: 'response-end',
      usage: { inputTokens: 12, outputTokens: 5 },
    });
  });

  it('streams several candidates', async () => {
    const parts = await collect(adapter.stream(callTo({ request: { n: 2 } })));
    for (const choice of [0, 1])
      expect(
        textOf(parts.filter((part) => part.type === 'text-delta' && part.choice === choice)),
      ).toBe('Hello, wörld 👋');
  });

  it.each([0, 2, 4])('throws when the stream is cut after %i frames', async (frames) => {
    upstream.failWith({ type: 'cut-after', frames });
    await expect(collect(adapter.stream(callTo()))).rejects.toMatchObject({
      code: 'provider_stream_interrupted',
    });
  });

  it('maps an error inside the stream', async () => {
    upstream.failWith({ type: 'error-after', frames: 2 });
    await expect(collect(adapter.stream(callTo()))).rejects.toMatchObject({
      code: 'provider_overloaded',
      details: { provider: 'gemini', transient: true },
    });
  });

  it('maps an error before the stream', async () => {
    upstream.failWith({ type: 'status', status: 429 });
    await expect(collect(adapter.stream(callTo()))).rejects.toMatchObject({
      code: 'rate_limit_exceeded',
      details: { retryAfterMs: 100 },
    });
  });

  it.each(['malformed', 'malformed-after'] as const)('refuses %s bytes', async (type) => {
    upstream.failWith(type === 'malformed' ? { type } : { type, frames: 1 });
    await expect(collect(adapter.stream(callTo()))).rejects.toMatchObject({
      code: 'provider_invalid_response',
    });
  });

  it('closes the connection when it is left early', async () => {
    upstream.frameDelayMs = 50;
    for await (const part of adapter.stream(callTo())) if (part.type === 'text-delta') break;
    await eventually(() => upstream.abandoned > 0, 'the vendor is left');
    expect(upstream.abandoned).toBe(1);
  });

  it('ends when the call is aborted', async () => {
    const call = callTo();
    upstream.failWith({ type: 'silent-after', frames: 1 });
    const reason = new GatewayError('client_closed_request', 'gone');
    const reading = collect(adapter.stream(call));
    setTimeout(() => call.scope.abort(reason), 50);
    await expect(reading).rejects.toBe(reason);
  });
});
