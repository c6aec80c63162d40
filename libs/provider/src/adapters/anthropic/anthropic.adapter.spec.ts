import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  GatewayError,
  type ChatRequest,
  type Provider,
  type StreamPart,
} from 'llm-gateway/contracts';
import {
  FakeUpstream,
  chatCallFor,
  collect,
  eventually,
  fakeAnthropic,
  userText,
} from 'llm-gateway/testing';
import { setTimeout as sleep } from 'node:timers/promises';
import { findModelFacts } from '../../routing/find-model-facts.js';
import { startStream } from '../../upstream/start-stream.js';
import { UpstreamClient } from '../../upstream/upstream-client.js';
import { ANTHROPIC_MODELS } from '../../vendors/anthropic.models.js';
import { AnthropicAdapter } from './anthropic.adapter.js';

const client = new UpstreamClient();
const adapter = new AnthropicAdapter(client);
let upstream: FakeUpstream;

beforeAll(async () => {
  upstream = await FakeUpstream.start(fakeAnthropic);
});
beforeEach(() => upstream.reset());
afterAll(async () => {
  await client.onApplicationShutdown();
  await upstream.close();
});

function callFor(model: string, request: Partial<ChatRequest> = {}, quirks = {}) {
  const call = chatCallFor({ url: upstream.url, adapter: 'anthropic', model, request, quirks });
  const facts = findModelFacts({ ...call.provider, models: ANTHROPIC_MODELS }, model);
  return { ...call, model: { ...call.model, facts } };
}

async function streamed(call: ReturnType<typeof callFor>): Promise<StreamPart[]> {
  return collect(await startStream(adapter.stream(call), call));
}

const withProvider = (call: ReturnType<typeof callFor>, provider: Partial<Provider>) => ({
  ...call,
  provider: { ...call.provider, ...provider },
});

describe('AnthropicAdapter', () => {
  it.each([
    [100, undefined],
    [undefined, true],
  ])(
    'completes; with %s tokens it streams from the upstream: %s',
    async (maxOutputTokens, stream) => {
      const request = maxOutputTokens === undefined ? {} : { maxOutputTokens };
      const { choices, usage } = await adapter.complete(callFor('claude-sonnet-5-5', request));
      expect(choices).toEqual([
        {
          index: 0,
          finishReason: 'stop',
          message: { role: 'assistant', parts: [{ type: 'text', text: 'Hello, wörld 👋' }] },
        },
      ]);
      expect(usage).toMatchObject({ inputTokens: 12, outputTokens: 5 });
      expect(upstream.lastRequest.json.stream).toBe(stream);
    },
  );

  it('keeps numbers in tool arguments as the model wrote them', async () => {
    upstream.replyWith({
      toolCalls: [{ id: 'toolu_1', name: 'f', arguments: ['{"id": 12345678901234567890}'] }],
    });
    const { choices } = await adapter.complete(callFor('claude-opus-5'));
    expect(choices[0]?.message.parts[0]).toMatchObject({
      arguments: '{"id": 12345678901234567890}',
    });
  });

  it('streams', async () => {
    const parts = await streamed(callFor('claude-sonnet-5-5'));
    expect(parts.map((part) => ('text' in part ? part.text : part.type))).toEqual([
      'response-start',
      'Hello',
      ', ',
      'wörld',
      ' 👋',
      'choice-end',
      'response-end',
    ]);
  });

  describe('authenticates', () => {
    it('as Anthropic does', async () => {
      await adapter.complete(callFor('claude-opus-5'));
      const { path, headers } = upstream.lastRequest;
      expect(path).toBe('/v1/messages');
      expect(headers).toMatchObject({ 'x-api-key': 'test-key', 'anthropic-version': '2023-06-01' });
      expect(headers).not.toHaveProperty('authorization');
      expect(headers).not.toHaveProperty('anthropic-beta');
    });

    it('as its options say', async () => {
      const quirks = { authStyle: 'bearer', version: '2026-10-21', beta: ['a-1', 'b-2'] };
      await adapter.complete(callFor('claude-opus-4-6', { temperature: 0 }, quirks));
      const { headers, json } = upstream.lastRequest;
      expect(headers).toMatchObject({
        authorization: 'Bearer test-key',
        'anthropic-version': '2026-10-21',
        'anthropic-beta': 'a-1,b-2',
      });
      expect(headers).not.toHaveProperty('x-api-key');
      expect(json).not.toHaveProperty('temperature');
    });

    it('also behind a base URL that ends in /v1', async () => {
      const call = callFor('claude-opus-5');
      await adapter.complete(withProvider(call, { baseUrl: `${upstream.url}/v1` }));
      expect(upstream.lastRequest.path).toBe('/v1/messages');
    });

    it('and reports a missing key as the fault of the gateway', async () => {
      const { apiKey: _, ...provider } = callFor('claude-opus-5').provider;
      const call = { ...callFor('claude-opus-5'), provider };
      await expect(adapter.complete(call)).rejects.toMatchObject({ code: 'provider_auth_error' });
    });
  });

  it.each([
    [{ version: 'latest' }, /'version'.*2023-06-01/],
    [{ beta: 'a' }, /'beta'.*list/],
    [{ authStyle: 'basic' }, /'authStyle'.*bearer/],
    [{ promptCaching: 'off' }, /'promptCaching'.*true or false/],
    [{ colour: 'blue' }, /'colour'.*version, beta, authStyle and promptCaching/],
  ])('refuses the quirks %j', (quirks, message) => {
    const { provider } = callFor('claude-opus-5', {}, quirks);
    expect(() => adapter.checkQuirks(provider)).toThrow(message);
  });

  it('replays signed thinking in a tool loop', async () => {
    const tools = [{ type: 'function', name: 'files.read' }] as const;
    const asked = { tools, reasoningEffort: 'high', messages: [userText('Read it')] } as const;
    upstream.replyWith({
      reasoning: { text: 'I need the file', signature: 'SIG' },
      text: ['Reading.'],
      toolCalls: [{ id: 'toolu_1', name: 'files_read', arguments: ['{"path":', '"a"}'] }],
    });
    const { choices } = await adapter.complete(callFor('claude-sonnet-4-5', asked));
    const message = choices[0]?.message ?? { role: 'assistant', parts: [] };
    expect(message.parts.at(-1)).toMatchObject({ name: 'files.read' });
    const answer = {
      role: 'tool',
      toolCallId: 'toolu_1',
      toolName: 'files.read',
      parts: [],
    } as const;
    const next = { ...asked, messages: [...asked.messages, message, answer] };
    await adapter.complete(callFor('claude-sonnet-4-5', next));
    expect(upstream.lastRequest.json.thinking.type).toBe('enabled');
    expect(upstream.lastRequest.json.messages[1].content).toEqual([
      { type: 'thinking', thinking: 'I need the file', signature: 'SIG' },
      { type: 'text', text: 'Reading.' },
      { type: 'tool_use', id: 'toolu_1', name: 'files_read', input: { path: 'a' } },
    ]);
  });

  it.each(['claude-sonnet-4-5', 'claude-sonnet-4-20250514'])(
    'answers by a schema, natively or by a tool: %s',
    async (model) => {
      const schema = { type: 'object', properties: { a: { type: 'integer' } }, required: ['a'] };
      const responseFormat = { type: 'json-schema', name: 'row', schema } as const;
      const reply = { text: ['{"a"', ':1}'] };
      upstream.replyWith(reply, reply);
      const { choices } = await adapter.complete(callFor(model, { responseFormat }));
      expect(choices[0]).toEqual({
        index: 0,
        finishReason: 'stop',
        message: { role: 'assistant', parts: [{ type: 'text', text: '{"a":1}' }] },
      });
      const parts = await streamed(callFor(model, { responseFormat }));
      expect(parts.slice(1, -1)).toEqual([
        { type: 'text-delta', choice: 0, text: '{"a"' },
        { type: 'text-delta', choice: 0, text: ':1}' },
        { type: 'choice-end', choice: 0, finishReason: 'stop' },
      ]);
    },
  );

  describe('lists models', () => {
    it('over all pages', async () => {
      const { provider } = callFor('claude-opus-5');
      const models = await adapter.listModels(provider, AbortSignal.timeout(5_000));
      expect(models.map(({ match }) => match)).toEqual([
        'claude-opus-5-5',
        'claude-sonnet-5-5',
        'claude-haiku-5-5',
        'claude-sonnet-4-5',
      ]);
      expect(upstream.requests.map(({ path }) => path)).toEqual([
        '/v1/models?limit=1000',
        '/v1/models?limit=1000&after_id=claude-sonnet-5-5',
      ]);
    });

    it('and gives up with its signal', async () => {
      const { provider } = callFor('claude-opus-5');
      const signal = AbortSignal.abort(new Error('Too late'));
      await expect(adapter.listModels(provider, signal)).rejects.toThrow(/Too late|connection/);
      expect(upstream.requests).toHaveLength(0);
    });
  });

  describe('fails', () => {
    it('with the mapped error', async () => {
      upstream.failWith({ type: 'status', status: 529, headers: { 'retry-after': '7' } });
      await expect(adapter.complete(callFor('claude-opus-5'))).rejects.toMatchObject({
        code: 'provider_overloaded',
        details: { retryAfterMs: 7_000, transient: true },
      });
    });

    it.each([100, 100_000])('on a body that is no answer (%i tokens)', async (maxOutputTokens) => {
      const call = callFor('claude-opus-5', { maxOutputTokens });
      upstream.failWith({ type: 'malformed' });
      await expect(adapter.complete(call)).rejects.toMatchObject({
        code: 'provider_invalid_response',
      });
      upstream.failWith({ type: 'malformed' });
      await expect(streamed(call)).rejects.toMatchObject({ code: 'provider_invalid_response' });
    });

    it('in the middle of a stream, whoever waits for it', async () => {
      const call = callFor('claude-opus-5');
      for (const answer of [() => adapter.complete(call), () => streamed(call)]) {
        upstream.failWith({ type: 'error-after', frames: 4 });
        await expect(answer()).rejects.toMatchObject({ code: 'provider_overloaded' });
        upstream.failWith({ type: 'cut-after', frames: 5 });
        await expect(answer()).rejects.toMatchObject({ code: 'provider_stream_interrupted' });
        upstream.failWith({ type: 'malformed-after', frames: 4 });
        await expect(answer()).rejects.toMatchObject({ code: 'provider_invalid_response' });
      }
    });
  });

  describe('maps a connection that breaks', () => {
    const long = () => callFor('claude-opus-5');

    it('in the middle of an answer that is waited for', async () => {
      upstream.failWith({ type: 'reset-after', frames: 3 });
      await expect(adapter.complete(long())).rejects.toMatchObject({
        code: 'provider_unreachable',
      });
    });

    it('or falls silent', async () => {
      upstream.failWith({ type: 'silent-after', frames: 3 });
      const { deadlines } = long().provider;
      const hasty = { name: 'hasty', deadlines: { ...deadlines, idleMs: 100 } };
      await expect(adapter.complete(withProvider(long(), hasty))).rejects.toMatchObject({
        code: 'provider_timeout',
      });
    });

    it('because its client left', async () => {
      upstream.failWith({ type: 'silent-after', frames: 3 });
      const call = long();
      const answer = adapter.complete(call);
      const gone = new GatewayError('client_closed_request', 'The client left.');
      setTimeout(() => call.scope.abort(gone), 50);
      await expect(answer).rejects.toBe(gone);
    });
  });

  it('takes an answer in one piece from a proxy that does not stream', async () => {
    const body = JSON.stringify({
      content: [{ type: 'text', text: 'Hi' }],
      stop_reason: 'end_turn',
    });
    const headers = { 'content-type': 'application/json' };
    upstream.failWith({ type: 'status', status: 200, headers, body });
    expect(await streamed(callFor('claude-opus-5'))).toEqual([
      { type: 'response-start' },
      { type: 'text-delta', choice: 0, text: 'Hi' },
      { type: 'choice-end', choice: 0, finishReason: 'stop' },
      { type: 'response-end' },
    ]);
  });

  it('uses its connection again after a stream', async () => {
    const own = await FakeUpstream.start(fakeAnthropic);
    // The body ends a little after the last event, as it does on a real network.
    own.frameDelayMs = 5;
    const call = callFor('claude-opus-5');
    for (let count = 0; count < 6; count++) {
      await streamed(withProvider(call, { name: 'own', baseUrl: own.url }));
      await sleep(30);
    }
    const { openSockets } = own;
    await own.close();
    expect(openSockets).toBeGreaterThan(0);
    expect(openSockets).toBeLessThan(4);
  });

  it('closes its connection when a stream is left early', async () => {
    upstream.frameDelayMs = 20;
    for await (const part of adapter.stream(callFor('claude-opus-5')))
      if (part.type === 'text-delta') break;
    await eventually(() => upstream.abandoned > 0, 'the vendor is left');
    expect(upstream.abandoned).toBe(1);
  });
});
