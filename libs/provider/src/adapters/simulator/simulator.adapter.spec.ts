import { describe, expect, it } from '@jest/globals';
import {
  GatewayError,
  checksQuirks,
  makesEmbeddings,
  type ChatCall,
  type ChatMessage,
  type EmbeddingsCall,
  type EmbeddingsRequest,
  type StreamPart,
} from 'llm-gateway/contracts';
import { chatCallFor, collect, userText, type ChatCallOptions } from 'llm-gateway/testing';
import { startStream } from '../../upstream/start-stream.js';
import { SimulatorAdapter } from './simulator.adapter.js';

const adapter = new SimulatorAdapter();

function callFor(model: string, options: Partial<ChatCallOptions> = {}): ChatCall {
  return chatCallFor({ url: 'simulator:', adapter: 'simulator', model, ...options });
}

async function stream(call: ChatCall): Promise<StreamPart[]> {
  return collect(await startStream(adapter.stream(call), call));
}

const ECHO = 'I read 1 message. The last user message says: "Hi".';
const GONE = new GatewayError('client_closed_request', 'gone');

describe('SimulatorAdapter', () => {
  it('answers at once', async () => {
    const call = callFor('echo');
    expect(await adapter.complete(call)).toEqual({
      model: 'echo',
      choices: [
        {
          index: 0,
          message: { role: 'assistant', parts: [{ type: 'text', text: ECHO }] },
          finishReason: 'stop',
        },
      ],
      usage: { inputTokens: 1, outputTokens: 13, cachedInputTokens: 0 },
    });
    expect(call.scope.record.attempts).toBe(1);
    expect([...call.scope.ignoredParameters]).toEqual([]);
  });

  it('streams the same answer word by word', async () => {
    const parts = await stream(callFor('echo'));
    const texts = parts.flatMap((part) => (part.type === 'text-delta' ? [part.text] : []));
    expect(texts.slice(0, 3)).toEqual(['I ', 'read ', '1 ']);
    expect(texts.join('')).toBe(ECHO);
    expect(parts[0]).toEqual({ type: 'response-start', model: 'echo' });
    expect(parts.slice(-2)).toEqual([
      { type: 'choice-end', choice: 0, finishReason: 'stop' },
      { type: 'response-end', usage: { inputTokens: 1, outputTokens: 13, cachedInputTokens: 0 } },
    ]);
  });

  it('lets several streamed answers take turns', async () => {
    const parts = await stream(callFor('echo?tokens=2', { request: { n: 2 } }));
    expect(
      parts.map((part) => ('choice' in part ? `${part.type} ${part.choice}` : part.type)),
    ).toEqual([
      'response-start',
      'text-delta 0',
      'text-delta 1',
      'text-delta 0',
      'text-delta 1',
      'choice-end 0',
      'choice-end 1',
      'response-end',
    ]);
  });

  it('streams refusals and tool calls', async () => {
    expect(await stream(callFor('echo?refuse=true'))).toContainEqual({
      type: 'refusal-delta',
      choice: 0,
      text: 'cannot ',
    });
    const properties = { long: { const: 'a value that is longer than twenty characters' }, b: {} };
    const parts = await stream(
      callFor('echo', {
        request: {
          tools: [
            { type: 'function', name: 'f', parameters: { type: 'object', properties } },
            { type: 'function', name: 'g' },
          ],
          messages: [userText('f g')],
        },
      }),
    );
    const argumentsOf = (index: number) =>
      parts
        .flatMap((part) =>
          part.type === 'tool-call-delta' && part.index === index ? [part.arguments] : [],
        )
        .join('');
    expect(JSON.parse(argumentsOf(0))).toEqual({ long: properties.long.const, b: 'text' });
    expect(argumentsOf(1)).toBe('{}');
    expect(parts).toContainEqual(
      expect.objectContaining({ type: 'tool-call-start', index: 1, name: 'g', kind: 'function' }),
    );
    expect(parts.at(-2)).toEqual({ type: 'choice-end', choice: 0, finishReason: 'tool_calls' });
  });

  it('stops at stop sequences, at the limit and for the reason that was ordered', async () => {
    const read = async (model: string, request: ChatCallOptions['request']) => {
      const { choices, usage } = await adapter.complete(callFor(model, { request }));
      return [choices[0]?.message.parts, choices[0]?.finishReason, usage?.outputTokens];
    };
    const text = (value: string) => [{ type: 'text', text: value }];
    expect(await read('echo', { stop: ['.'] })).toEqual([text('I read 1 message'), 'stop', 4]);
    expect(await read('echo', { maxOutputTokens: 2 })).toEqual([text('I read 1'), 'length', 2]);
    expect(await read('echo?finish=content_filter', {})).toEqual([
      text(ECHO),
      'content_filter',
      13,
    ]);
    expect(await read('echo?tokens=500', {})).toEqual([text('sim '.repeat(500)), 'stop', 500]);
  });

  describe('reasoner', () => {
    it('thinks before it answers, and signs', async () => {
      const { choices, usage } = await adapter.complete(callFor('reasoner'));
      const [reasoning, text] = choices[0]!.message.parts;
      expect(reasoning).toEqual({
        type: 'reasoning',
        text: 'Messages so far: 1. I will answer the last one.',
        signature: expect.stringMatching(/^simulator:/),
        format: 'simulator-v1',
      });
      expect(text).toEqual({ type: 'text', text: ECHO });
      expect(usage).toMatchObject({ outputTokens: 25, reasoningTokens: 12 });

      const parts = await stream(callFor('reasoner'));
      const end = parts.find((part) => part.type === 'reasoning-end');
      const { signature, format } = reasoning as { signature: string; format: string };
      expect(end).toEqual({ type: 'reasoning-end', choice: 0, index: 0, signature, format });
    });

    it('does not think when told not to', async () => {
      const call = callFor('reasoner', { request: { reasoningEffort: 'none' } });
      const { choices } = await adapter.complete(call);
      expect(choices[0]!.message.parts).toEqual([{ type: 'text', text: ECHO }]);
    });

    it('notices when its thinking comes back changed', async () => {
      const { choices } = await adapter.complete(callFor('reasoner'));
      const answer = choices[0]!.message;
      const replay = (message: ChatMessage) =>
        adapter.complete(
          callFor('reasoner', {
            request: { messages: [userText('Hi'), message, userText('More')] },
          }),
        );
      await expect(replay(answer)).resolves.toMatchObject({ model: 'reasoner' });
      const parts = answer.parts.map((part) =>
        part.type === 'reasoning' ? { ...part, text: 'changed' } : part,
      );
      await expect(replay({ role: 'assistant', parts })).rejects.toMatchObject({
        code: 'provider_rejected_request',
        details: { param: 'messages[1]' },
      });
    });
  });

  describe('failing on demand', () => {
    it.each([
      ['status=401', 'provider_auth_error', 502, false],
      ['status=404', 'model_not_found', 404, false],
      ['status=400&code=context_length_exceeded', 'context_length_exceeded', 400, false],
      ['status=400&code=content_filter', 'content_filter', 400, false],
      ['status=429&retry_after=2', 'rate_limit_exceeded', 429, true],
      ['status=429&code=insufficient_quota', 'insufficient_quota', 429, false],
      ['status=500', 'provider_error', 502, true],
      ['status=503&retry_after=1', 'provider_overloaded', 503, true],
      ['status=529', 'provider_overloaded', 503, true],
    ])('%s becomes %s', async (query, code, status, transient) => {
      for (const attempt of [
        () => adapter.complete(callFor(`echo?${query}`)),
        () => stream(callFor(`echo?${query}`)),
      ]) {
        const error = (await attempt().catch((thrown: unknown) => thrown)) as GatewayError;
        expect(error).toMatchObject({ code, status, details: { provider: 'simulator' } });
        expect(error.details.transient ?? false).toBe(transient);
      }
    });

    it('says when to come back', async () => {
      const failing = adapter.complete(
        callFor('echo', {
          request: { metadata: { simulator_status: '429', simulator_retry_after: '2' } },
        }),
      );
      await expect(failing).rejects.toMatchObject({ details: { retryAfterMs: 2_000 } });
    });

    it('fails the first attempts of a call only', async () => {
      const call = callFor('echo?status=503&fail_attempts=2');
      await expect(adapter.complete(call)).rejects.toMatchObject({ code: 'provider_error' });
      await expect(stream(call)).rejects.toMatchObject({ code: 'provider_error' });
      await expect(adapter.complete(call)).resolves.toMatchObject({ model: 'echo' });
    });

    it('breaks an answer off', async () => {
      const call = callFor('echo?cut_after=3');
      const seen: StreamPart[] = [];
      const reading = async () => {
        for await (const part of adapter.stream(call)) seen.push(part);
      };
      await expect(reading()).rejects.toMatchObject({ code: 'provider_stream_interrupted' });
      expect(seen.map(({ type }) => type)).toEqual([
        'response-start',
        'text-delta',
        'text-delta',
        'text-delta',
      ]);
      await expect(adapter.complete(call)).rejects.toMatchObject({
        code: 'provider_stream_interrupted',
      });
      await expect(stream(callFor('echo?cut_after=0'))).rejects.toMatchObject({
        code: 'provider_stream_interrupted',
      });
      await expect(stream(callFor('echo?cut_after=100'))).resolves.toHaveLength(13);
    });
  });

  describe('pace', () => {
    const timed = async (run: () => Promise<unknown>) => {
      const startedAt = performance.now();
      await run();
      return performance.now() - startedAt;
    };

    it('waits before the answer and between its parts', async () => {
      const model = 'echo?latency_ms=50&chunk_ms=20&tokens=4';
      expect(await timed(() => stream(callFor(model)))).toBeGreaterThanOrEqual(105);
      expect(await timed(() => adapter.complete(callFor(model)))).toBeGreaterThanOrEqual(105);
      const call = callFor(model);
      const first = () => startStream(adapter.stream(call), call);
      expect(await timed(first)).toBeGreaterThanOrEqual(45);
    });

    it.each(['latency_ms=60000', 'chunk_ms=60000'])(
      'ends %s at once when the call ends',
      async (query) => {
        for (const run of [
          (call: ChatCall) => adapter.complete(call),
          (call: ChatCall) => stream(call),
        ]) {
          const call = callFor(`echo?${query}`);
          setTimeout(() => call.scope.abort(GONE), 20);
          const took = await timed(() => expect(run(call)).rejects.toBe(GONE));
          expect(took).toBeLessThan(20_000);
        }
      },
    );

    it('does not begin for a call that is over', async () => {
      const call = callFor('echo');
      call.scope.abort(GONE);
      await expect(adapter.complete(call)).rejects.toBe(GONE);
    });
  });

  it.each([
    [{ logprobs: true }, 'logprobs'],
    [{ openaiOptions: { modalities: ['audio'] } }, 'modalities'],
    [
      { tools: [{ type: 'custom', name: 'c', format: { type: 'grammar' } }] },
      'tools[0].custom.format',
    ],
  ] as const)('refuses %j', async (request, param) => {
    await expect(
      adapter.complete(callFor('echo', { request: request as never })),
    ).rejects.toMatchObject({ code: 'unsupported_parameter', details: { param } });
  });

  it('reports what makes no difference to it', async () => {
    const call = callFor('echo', {
      request: {
        temperature: 0,
        topP: 1,
        seed: 7,
        frequencyPenalty: 1,
        presencePenalty: 1,
        logitBias: { 1: 1 },
        verbosity: 'low',
        serviceTier: 'auto',
        reasoningEffort: 'low',
        user: 'u',
        metadata: { simulator_tokens: '1', team: 'blue' },
        openaiOptions: { store: false, modalities: ['text'] },
        unknownFields: { top_k: 1 },
      },
    });
    await adapter.complete(call);
    expect([...call.scope.ignoredParameters].sort()).toEqual([
      'frequency_penalty',
      'logit_bias',
      'metadata',
      'presence_penalty',
      'reasoning_effort',
      'service_tier',
      'store',
      'temperature',
      'top_k',
      'top_p',
      'user',
      'verbosity',
    ]);
  });

  describe('embedding', () => {
    const embed = (model: string, request: Partial<EmbeddingsRequest>) => {
      const { provider, model: upstream, scope } = callFor(model);
      const call: EmbeddingsCall = {
        provider,
        model: upstream,
        scope,
        request: { input: ['hello world', [1, 2, 3]], unknownFields: {}, ...request },
      };
      return { call, answer: adapter.embed(call) };
    };

    it('makes one vector for each input', async () => {
      expect(makesEmbeddings(adapter)).toBe(true);
      const { vectors, ...rest } = await embed('embedding', {}).answer;
      expect(vectors.map(({ length }) => length)).toEqual([256, 256]);
      expect(rest).toEqual({ model: 'embedding', inputTokens: 6 });
      const { call, answer } = embed('embedding', { dimensions: 8, user: 'u' });
      expect((await answer).vectors[0]).toHaveLength(8);
      expect([...call.scope.ignoredParameters]).toEqual(['user']);
    });

    it.each([
      ['embedding', { dimensions: 0 }, 'unsupported_value'],
      ['embedding', { dimensions: 5_000 }, 'unsupported_value'],
      ['embedding?status=500', {}, 'provider_error'],
      ['echo', {}, 'embeddings_not_supported'],
    ])('fails for %s with %j', async (model, request, code) => {
      await expect(embed(model, request).answer).rejects.toMatchObject({ code });
    });

    it('does not chat', async () => {
      await expect(adapter.complete(callFor('embedding'))).rejects.toMatchObject({
        code: 'invalid_request',
        details: { param: 'model' },
      });
    });
  });

  it('checks quirks', () => {
    expect(checksQuirks(adapter)).toBe(true);
    expect(() =>
      adapter.checkQuirks(callFor('echo', { quirks: { latency_ms: 5 } }).provider),
    ).not.toThrow();
    expect(() => adapter.checkQuirks(callFor('echo', { quirks: { speed: 5 } }).provider)).toThrow(
      /'speed'.*latency_ms/,
    );
  });
});
