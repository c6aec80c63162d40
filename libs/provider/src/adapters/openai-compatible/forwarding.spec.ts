import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { GatewayError, type ChatCall, type InboundBody } from 'llm-gateway/contracts';
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

interface ForwardOptions extends Partial<ChatCallOptions> {
  readonly body?: Record<string, unknown>;
  readonly gatewayFields?: readonly string[];
  readonly withoutBytes?: boolean;
  readonly includeUsage?: boolean;
}

describe('OpenAiCompatibleAdapter forwarding', () => {
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

  const callWith = (options: ForwardOptions = {}): ChatCall => {
    const { body, gatewayFields = [], withoutBytes, includeUsage = false, ...others } = options;
    const json = { model: 'gpt-4o', messages: [{ role: 'user', content: 'Hi' }], ...body };
    const inbound: InboundBody = {
      format: 'openai-chat',
      json,
      gatewayFields,
      ...(!withoutBytes && { bytes: Buffer.from(JSON.stringify(json, null, 1)) }),
    };
    const call = chatCallFor({
      url: upstream.url,
      adapter: 'openai-compatible',
      model: 'gpt-4o',
      quirks: openai.quirks ?? {},
      stream: json['stream' as keyof typeof json] === (true as never),
      ...others,
    });
    return { ...call, inbound, includeUsage };
  };

  const streamed = (options: ForwardOptions = {}): ChatCall =>
    callWith({ ...options, body: { stream: true, ...options.body } });

  const textOf = async (chunks: AsyncIterable<Uint8Array>): Promise<string> =>
    Buffer.concat(await collect(chunks)).toString('utf8');

  describe('canForward', () => {
    it('is true for a conformant provider and its own format', () => {
      expect(adapter.canForward(callWith())).toBe(true);
    });

    it('is false without an inbound body, and for a vendor that deviates', () => {
      const { inbound: _inbound, ...withoutInbound } = callWith();
      expect(adapter.canForward(withoutInbound)).toBe(false);
      expect(adapter.canForward(callWith({ quirks: {} }))).toBe(false);
    });

    it.each([
      { role: 'assistant', content: 'x', reasoning_content: 'hm' },
      { role: 'assistant', content: 'x', reasoning_details: [] },
      { role: 'assistant', tool_calls: [{ id: 'a', extra_content: {} }] },
      { role: 'user', content: [{ type: 'text', text: 'x', cache_control: {} }] },
    ])('is false when the history has what OpenAI would refuse: %j', (message) => {
      expect(adapter.canForward(callWith({ body: { messages: [message] } }))).toBe(false);
    });
  });

  describe('of a whole answer', () => {
    it("sends the client's own bytes and gives back the upstream's", async () => {
      const call = callWith();
      const answer = await adapter.forward(call);
      expect(upstream.lastRequest.text).toBe(Buffer.from(call.inbound?.bytes ?? []).toString());
      expect(JSON.parse(Buffer.from(answer.body).toString('utf8'))).toMatchObject({
        object: 'chat.completion',
        choices: [{ message: { content: 'Hello, wörld 👋', annotations: [] } }],
      });
      expect(call.scope.record).toMatchObject({
        usage: { inputTokens: 12, outputTokens: 5 },
        finishReasons: ['stop'],
      });
    });

    it("replaces the model's name and takes out the gateway's fields", async () => {
      const call = callWith({
        body: { model: 'fast', session_id: 's1', seed: 7 },
        gatewayFields: ['session_id'],
      });
      await adapter.forward(call);
      expect(upstream.lastRequest.json).toEqual({
        model: 'gpt-4o',
        messages: [{ role: 'user', content: 'Hi' }],
        seed: 7,
      });
      expect(call.inbound?.json).toHaveProperty('session_id', 's1');
    });

    it.each([
      ["a gateway's field", { body: { session_id: 's1' }, gatewayFields: ['session_id'] }],
      ['another model name', { body: { model: 'fast' } }],
      ['a stream flag that does not hold', { body: { stream: true }, stream: false }],
    ])('writes the body anew for %s alone', async (_name, options) => {
      await adapter.forward(callWith(options));
      const { session_id: id, model, stream } = upstream.lastRequest.json;
      expect([id, model, stream || undefined]).toEqual([undefined, 'gpt-4o', undefined]);
    });

    it('writes the body anew when there are no bytes', async () => {
      const call = callWith({ withoutBytes: true });
      await adapter.forward(call);
      expect(upstream.lastRequest.json).toEqual(call.inbound?.json);
    });

    it('leaves out what a thinking model refuses, and says so', async () => {
      const call = callWith({
        model: 'o3',
        body: { model: 'o3', max_tokens: 50, temperature: 0.2, top_p: 1 },
        facts: { sampling: false, thinking: { kinds: ['effort'], off: 'lowest-effort' } },
      });
      await adapter.forward(call);
      expect(upstream.lastRequest.json).toMatchObject({ max_completion_tokens: 50, top_p: 1 });
      expect(upstream.lastRequest.json).not.toHaveProperty('temperature');
      expect(upstream.lastRequest.json).not.toHaveProperty('max_tokens');
      expect([...call.scope.ignoredParameters]).toEqual(['temperature']);
    });

    it.each([
      ['<html>', 'provider_invalid_response'],
      ['{"id":"x"}', 'provider_invalid_response'],
      ['{"id":"x","choices":[]}', 'provider_invalid_response'],
      ['{"error":{"message":"Slow down","code":"rate_limit_exceeded"}}', 'rate_limit_exceeded'],
    ])('refuses %s', async (body, code) => {
      upstream.failWith({ type: 'status', status: 200, body });
      await expect(adapter.forward(callWith())).rejects.toMatchObject({ code });
    });

    it('maps an error response', async () => {
      await expect(adapter.forward(callWith({ apiKey: 'bad-key' }))).rejects.toMatchObject({
        code: 'provider_auth_error',
        message: expect.not.stringContaining('bad-key'),
        details: { providerCode: 'invalid_api_key' },
      });
    });
  });

  describe('of a stream', () => {
    it('passes every byte on when the client asked for usage', async () => {
      const call = streamed({
        body: { stream_options: { include_usage: true } },
        includeUsage: true,
      });
      const { chunks } = await adapter.forwardStream(call);
      const text = await textOf(chunks);
      expect(upstream.lastRequest.text).toBe(Buffer.from(call.inbound?.bytes ?? []).toString());
      expect(text.match(/"usage":null/g)).toHaveLength(6);
      expect(text).toContain('"choices":[],"usage":{"prompt_tokens":12');
      expect(text).toContain('wörld');
      expect(text.endsWith('data: [DONE]\n\n')).toBe(true);
      expect(call.scope.record).toMatchObject({
        usage: { inputTokens: 12, outputTokens: 5 },
        finishReasons: ['stop'],
      });
    });

    it('takes usage out again when the client did not ask for it', async () => {
      const call = streamed({ body: { stream_options: { include_obfuscation: false } } });
      const { chunks } = await adapter.forwardStream(call);
      const text = await textOf(chunks);
      expect(upstream.lastRequest.json.stream_options).toEqual({
        include_obfuscation: false,
        include_usage: true,
      });
      expect(text).not.toContain('usage');
      expect(text.match(/^data: \{/gm)).toHaveLength(6);
      expect(text.endsWith('data: [DONE]\n\n')).toBe(true);
      expect(call.scope.record.usage).toMatchObject({ inputTokens: 12 });
    });

    it('rejects when an error comes first', async () => {
      upstream.failWith({ type: 'error-after', frames: 0 });
      await expect(adapter.forwardStream(streamed())).rejects.toMatchObject({
        code: 'provider_error',
        message: expect.stringContaining('Fake failure in the stream'),
        details: { transient: true },
      });
    });

    it.each([
      ['an error', { type: 'error-after', frames: 3 }, 'provider_error'],
      ['a cut', { type: 'cut-after', frames: 3 }, 'provider_stream_interrupted'],
      ['a missing [DONE]', { type: 'cut-after', frames: 7 }, 'provider_stream_interrupted'],
      ['a broken connection', { type: 'reset-after', frames: 3 }, 'provider_unreachable'],
      ['malformed JSON', { type: 'malformed-after', frames: 3 }, 'provider_invalid_response'],
    ] as const)('passes on what was good before %s, then throws', async (_name, fault, code) => {
      upstream.failWith(fault);
      const { chunks } = await adapter.forwardStream(streamed());
      let text = '';
      const reading = (async () => {
        for await (const chunk of chunks) text += Buffer.from(chunk).toString();
      })();
      await expect(reading).rejects.toMatchObject({ code });
      await expect(reading).rejects.toBeInstanceOf(GatewayError);
      expect(text).toContain('"content":"Hello"');
      expect(text).not.toContain('[DONE]');
      expect(text.endsWith('\n\n')).toBe(true);
    });

    it.each([
      ['nothing', { type: 'cut-after', frames: 0 }, 'provider_stream_interrupted'],
      ['a web page', { type: 'malformed' }, 'provider_invalid_response'],
      ['garbage', { type: 'malformed-after', frames: 0 }, 'provider_invalid_response'],
      ['a whole error', { type: 'status', status: 200, body: '{"error":"no"}' }, 'provider_error'],
    ] as const)('rejects when %s comes', async (_name, fault, code) => {
      upstream.failWith(fault);
      await expect(adapter.forwardStream(streamed())).rejects.toMatchObject({ code });
    });

    it('closes the upstream when the reader leaves, and when nobody ever read', async () => {
      upstream.frameDelayMs = 30;
      const { chunks } = await adapter.forwardStream(streamed());
      for await (const _chunk of chunks) break;
      const unread = await adapter.forwardStream(streamed());
      await unread.chunks[Symbol.asyncIterator]().return?.();
      await eventually(() => upstream.abandoned > 1, 'the vendor is left');
      expect(upstream.abandoned).toBe(2);
    });

    it('ends with the signal of the call', async () => {
      upstream.failWith({ type: 'silent-after', frames: 2 });
      const call = streamed();
      const { chunks } = await adapter.forwardStream(call);
      const reading = collect(chunks);
      call.scope.abort(new GatewayError('client_closed_request', 'The client left.'));
      await expect(reading).rejects.toMatchObject({ code: 'client_closed_request' });
    });

    it('uses connections again', async () => {
      // Connections that earlier tests gave up are noticed by the other side a little later.
      await new Promise((resolve) => setTimeout(resolve, 50));
      upstream.abandoned = 0;
      for (let i = 0; i < 8; i++) await textOf((await adapter.forwardStream(streamed())).chunks);
      expect(upstream.abandoned).toBe(0);
      expect(upstream.openSockets).toBeLessThanOrEqual(3);
    });
  });
});
