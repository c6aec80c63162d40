import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ChatCall, ModelFacts, StreamPart } from 'llm-gateway/contracts';
import {
  FakeUpstream,
  chatCallFor,
  collect,
  fakeDeviatingOpenAi,
  type ChatCallOptions,
  type FakeReply,
  type OpenAiDeviations,
} from 'llm-gateway/testing';
import { OpenAiCompatibleAdapter } from '../adapters/openai-compatible/openai-compatible.adapter.js';
import { parseOptions } from '../adapters/openai-compatible/openai-compatible.options.js';
import { compilePattern } from '../routing/match-pattern.js';
import { UpstreamClient } from '../upstream/upstream-client.js';
import { azure } from './azure.vendor.js';
import { deepseek } from './deepseek.vendor.js';
import { fireworks } from './fireworks.vendor.js';
import { groq } from './groq.vendor.js';
import { llamaCpp } from './llama-cpp.vendor.js';
import { lmStudio } from './lm-studio.vendor.js';
import { mistral } from './mistral.vendor.js';
import { openai } from './openai.vendor.js';
import { openrouter } from './openrouter.vendor.js';
import { perplexity } from './perplexity.vendor.js';
import { together } from './together.vendor.js';
import type { VendorEntry } from './vendor-entry.js';
import { vllm } from './vllm.vendor.js';
import { xai } from './xai.vendor.js';

const REPLY: FakeReply = {
  reasoning: { text: 'The user says hello.', signature: 'sig' },
  text: ['Hello', ', wörld'],
  usage: { input: 12, output: 9, cached: 4, reasoning: 5 },
};
const TOOL_REPLY: FakeReply = {
  toolCalls: [{ id: 'call_1', name: 'search', arguments: ['{"q":', '"tea"}'] }],
  usage: { input: 12, output: 9 },
};

/** How each vendor is recorded to behave: reference/protocols.md 4.3 to 4.8. */
const RECORDED: readonly (readonly [VendorEntry, OpenAiDeviations])[] = [
  [
    azure,
    {
      authHeader: 'api-key',
      emptyFirstChunk: true,
      filterChunkAfterFinish: true,
      noNullFinishReason: true,
    },
  ],
  [deepseek, { reasoningField: 'reasoning_content', usageOn: 'finish-chunk' }],
  [
    mistral,
    {
      reasoningField: 'content-array',
      contentArrays: true,
      emptyNamesInDeltas: true,
      usageOn: 'finish-chunk',
      refusesStreamOptions: true,
      knownFields: [
        'model',
        'messages',
        'stream',
        'temperature',
        'max_tokens',
        'random_seed',
        'tools',
        'tool_choice',
      ],
      errorShape: 'flat',
    },
  ],
  [
    groq,
    { reasoningField: 'reasoning', usageOn: 'x_groq', wholeToolCalls: true, errorEvent: true },
  ],
  [
    xai,
    {
      reasoningField: 'reasoning_content',
      separateReasoningTokens: true,
      wholeToolCalls: true,
      noNullFinishReason: true,
      errorShape: 'string',
    },
  ],
  [
    openrouter,
    {
      reasoningField: 'reasoning_details',
      roleOnEveryChunk: true,
      comments: true,
      blanksBeforeBody: true,
      usageOn: 'finish-chunk',
      errorShape: 'numeric',
    },
  ],
  [together, { reasoningField: 'reasoning', finishReason: 'eos' }],
  [
    fireworks,
    { reasoningField: 'reasoning_content', usageOn: 'finish-chunk', refusesStreamOptions: true },
  ],
  [
    perplexity,
    {
      reasoningField: 'think-tags',
      roleOnEveryChunk: true,
      separateReasoningTokens: true,
      usageOn: 'every-chunk',
      refusesStreamOptions: true,
      noDone: true,
      crlf: true,
      errorShape: 'numeric',
    },
  ],
  [vllm, { reasoningField: 'reasoning', authHeader: 'none', repeatToolNames: true }],
  [lmStudio, { authHeader: 'none', toolCallsFinishWithStop: true, errorShape: 'string' }],
  [
    llamaCpp,
    {
      reasoningField: 'reasoning_content',
      authHeader: 'none',
      usageOn: 'finish-chunk',
      toolIndexFrom: 1,
    },
  ],
];

describe.each(RECORDED.map(([vendor, deviations]) => [vendor.title, vendor, deviations] as const))(
  '%s',
  (_title, vendor, deviations) => {
    let upstream: FakeUpstream;
    const client = new UpstreamClient();
    const adapter = new OpenAiCompatibleAdapter(client);

    beforeAll(async () => {
      upstream = await FakeUpstream.start(fakeDeviatingOpenAi(deviations));
    });
    afterAll(async () => {
      await client.onApplicationShutdown();
      await upstream.close();
    });

    const callWith = (options: Partial<ChatCallOptions> = {}): ChatCall =>
      chatCallFor({
        url: upstream.url,
        adapter: 'openai-compatible',
        quirks: vendor.quirks ?? {},
        ...options,
      });
    const reasoning = deviations.reasoningField === undefined ? '' : 'The user says hello.';
    const usage = { inputTokens: 12, outputTokens: 9, cachedInputTokens: 4, reasoningTokens: 5 };

    it('answers whole', async () => {
      upstream.replyWith(REPLY);
      const { choices, usage: counted } = await adapter.complete(callWith());
      const parts = choices[0]?.message.parts ?? [];
      const joined = (type: string) =>
        parts.map((part) => (part.type === type && 'text' in part ? part.text : '')).join('');
      expect(joined('reasoning')).toBe(reasoning);
      expect(joined('text')).toBe('Hello, wörld');
      expect(choices[0]?.finishReason).toBe('stop');
      expect(counted).toMatchObject(usage);
    });

    it('streams', async () => {
      upstream.replyWith(REPLY);
      const parts = await collect(adapter.stream(callWith()));
      expect(joinedText(parts, 'reasoning-delta')).toBe(reasoning);
      expect(joinedText(parts, 'text-delta')).toBe('Hello, wörld');
      expect(parts[0]).toMatchObject({ type: 'response-start', model: 'test-model' });
      expect(parts.slice(-2)).toMatchObject([
        { type: 'choice-end', choice: 0, finishReason: 'stop' },
        { type: 'response-end', usage },
      ]);
    });

    it('streams a tool call', async () => {
      upstream.replyWith(TOOL_REPLY);
      const parts = await collect(adapter.stream(callWith()));
      const calls = parts.filter(({ type }) => type.startsWith('tool-call'));
      expect(calls[0]).toMatchObject({ index: 0, id: 'call_1', name: 'search' });
      expect(calls.map((part) => ('arguments' in part ? part.arguments : '')).join('')).toBe(
        '{"q":"tea"}',
      );
      expect(calls.filter(({ type }) => type === 'tool-call-start')).toHaveLength(1);
      expect(parts.at(-2)).toMatchObject({ type: 'choice-end', finishReason: 'tool_calls' });
    });

    it('fails a stream that is cut, and one with an error in it', async () => {
      upstream.failWith({ type: 'cut-after', frames: 3 });
      await expect(collect(adapter.stream(callWith()))).rejects.toMatchObject({
        code: 'provider_stream_interrupted',
      });
      upstream.failWith({ type: 'error-after', frames: 3 });
      await expect(collect(adapter.stream(callWith()))).rejects.toMatchObject({
        code: expect.stringMatching(/^provider_/),
        message: expect.stringContaining('Fake failure in the stream'),
      });
    });

    it('maps a bad request and a bad key', async () => {
      upstream.failWith({ type: 'status', status: 400 });
      await expect(adapter.complete(callWith())).rejects.toMatchObject({
        code: 'provider_rejected_request',
        message: expect.stringContaining('Fake failure 400'),
      });
      upstream.failWith({ type: 'status', status: 401 });
      await expect(adapter.complete(callWith())).rejects.toMatchObject({
        code: 'provider_auth_error',
      });
    });
  },
);

describe('vendor entries', () => {
  const all = [openai, ...RECORDED.map(([vendor]) => vendor)];

  it.each(all.map((vendor) => [vendor.name, vendor] as const))('%s is sound', (_name, vendor) => {
    expect(vendor.adapter).toBe('openai-compatible');
    expect(() => parseOptions(vendor.quirks ?? {})).not.toThrow();
    expect(vendor.variablePrefix).toMatch(/^[A-Z_]+$/);
    expect(vendor.baseUrl ?? 'https://x').toMatch(/^https?:\/\/[^/]+(\/.*[^/])?$/);
    const listed = vendor.models.filter((entry) => entry.listed);
    expect(listed.filter(({ match }) => match.includes('*'))).toEqual([]);
  });

  it('has no two of one name or prefix', () => {
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
    expect(new Set(all.map(({ variablePrefix }) => variablePrefix)).size).toBe(all.length);
  });

  it('needs an address of the customer for Azure and llama.cpp', () => {
    expect(azure.baseUrl).toBeUndefined();
    expect(llamaCpp.baseUrl).toBeUndefined();
    expect([vllm, lmStudio, llamaCpp].map(({ needsKey }) => needsKey)).toEqual([
      false,
      false,
      false,
    ]);
  });

  it.each([
    ['gpt-6-astra', 'openai'],
    ['o3-mini', 'openai'],
    ['chatgpt-4o-latest', 'openai'],
    ['text-embedding-3-small', 'openai'],
    ['deepseek-v4-pro', 'deepseek'],
    ['mistral-large-latest', 'mistral'],
    ['codestral-latest', 'mistral'],
    ['open-mistral-nemo', 'mistral'],
    ['grok-4.3', 'xai'],
    ['sonar', 'perplexity'],
    ['sonar-pro', 'perplexity'],
  ])('routes %s to %s alone', (model, name) => {
    const routed = all.filter(({ routes }) =>
      routes.some((route) => compilePattern(route).test(model)),
    );
    expect(routed.map((vendor) => vendor.name)).toEqual([name]);
  });
});

describe("OpenAI's model table", () => {
  const factsOf = (model: string): ModelFacts =>
    openai.models.find(({ match }) => compilePattern(match).test(model)) ?? {};

  it.each([
    'o1',
    'o3-2025-04-16',
    'o4-mini',
    'gpt-5',
    'gpt-5-mini',
    'gpt-5.5',
    'gpt-6-astra',
    'gpt-5.4-pro',
  ])('%s thinks and refuses sampling', (model) => {
    expect(factsOf(model)).toMatchObject({ sampling: false, thinking: { kinds: ['effort'] } });
  });

  it.each([
    'gpt-4o',
    'gpt-4.1-mini',
    'gpt-4-0613',
    'gpt-3.5-turbo',
    'gpt-5-chat-latest',
    'chatgpt-4o-latest',
  ])('%s does not think', (model) => {
    expect(factsOf(model)).toMatchObject({ sampling: true });
    expect(factsOf(model).thinking).toBeUndefined();
  });

  it('knows the most specific facts', () => {
    expect(factsOf('gpt-5.4-mini-2026-03-17').contextWindow).toBe(400_000);
    expect(factsOf('gpt-5.4-2026-03-05').contextWindow).toBe(1_050_000);
    expect(factsOf('gpt-4o-audio-preview').images).toBe(false);
    expect(factsOf('gpt-5.1').thinking?.efforts).toContain('none');
    expect(factsOf('gpt-5').thinking?.efforts).not.toContain('none');
    expect(factsOf('text-embedding-ada-002')).toMatchObject({ embeddings: true });
  });
});

function joinedText(parts: readonly StreamPart[], type: string): string {
  return parts.map((part) => (part.type === type && 'text' in part ? part.text : '')).join('');
}
