import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { collect } from 'llm-gateway/testing';
import { readServerSentEvents } from '../../upstream/read-server-sent-events.js';
import {
  contextOf,
  iterate,
  partsOf,
  readStream,
  reasoningOf,
  recorded,
  textOf,
} from './__fixtures__/read-stream.js';
import { fromOpenAiCompatibleStream } from './from-openai-compatible-stream.js';

describe('fromOpenAiCompatibleStream on recorded streams', () => {
  it('Azure: a first chunk without id and choices, filter results after the end', async () => {
    const parts = await readStream([...recorded('azure-text'), '[DONE]']);
    expect(parts[0]).toEqual({
      type: 'response-start',
      id: 'chatcmpl-azure-1',
      model: 'gpt-5-nano-2025-08-07',
      created: 1_762_317_021,
      extensions: { prompt_filter_results: [expect.objectContaining({ prompt_index: 0 })] },
    });
    expect(textOf(parts)).toBe('Hello World');
    expect(partsOf(parts, 'extension-delta').at(-1)).toMatchObject({
      choice: 0,
      place: 'choice',
      fields: { content_filter_offsets: { end_offset: 11 } },
    });
    expect(parts.slice(-2)).toEqual([
      { type: 'choice-end', choice: 0, finishReason: 'stop' },
      {
        type: 'response-end',
        usage: expect.objectContaining({ inputTokens: 15, outputTokens: 78, reasoningTokens: 64 }),
      },
    ]);
  });

  it('Mistral: empty names and no [DONE]', async () => {
    const parts = await readStream(recorded('mistral-tool-call'));
    expect(partsOf(parts, 'tool-call-start', 'tool-call-delta', 'tool-call-end')).toEqual([
      {
        type: 'tool-call-start',
        choice: 0,
        index: 0,
        id: 'chatcmpl-tool-9f149c74',
        name: 'search',
        kind: 'function',
      },
      { type: 'tool-call-delta', choice: 0, index: 0, arguments: '{"query": "tea"}' },
      { type: 'tool-call-end', choice: 0, index: 0 },
    ]);
    expect(parts.at(-1)).toEqual({
      type: 'response-end',
      usage: { inputTokens: 171, outputTokens: 14, cachedInputTokens: 128 },
    });
  });

  it('Mistral: thinking in content arrays, padding left out', async () => {
    const parts = await readStream(recorded('mistral-thinking'));
    expect(reasoningOf(parts)).toBe('Okay, the user asks. 391.');
    expect(textOf(parts)).toBe('391');
    expect(partsOf(parts, 'reasoning-end')).toEqual([
      { type: 'reasoning-end', choice: 0, index: 0 },
    ]);
    expect(partsOf(parts, 'extension-delta')).toEqual([]);
  });

  it('Mistral: a chunk without choices in the middle', async () => {
    expect(textOf(await readStream(recorded('mistral-empty-choices')))).toBe('Hello!');
  });

  it('xAI: no finish reason instead of null, thinking outside of the output tokens', async () => {
    const parts = await readStream(recorded('xai-tool-call'));
    expect(reasoningOf(parts)).toBe('First, the weather.');
    expect(partsOf(parts, 'tool-call-delta')).toEqual([
      { type: 'tool-call-delta', choice: 0, index: 0, arguments: '{"location":"Rome"}' },
    ]);
    expect(parts.at(-1)).toEqual({
      type: 'response-end',
      usage: {
        inputTokens: 307,
        outputTokens: 253,
        cachedInputTokens: 306,
        reasoningTokens: 227,
        audioInputTokens: 0,
        audioOutputTokens: 0,
        acceptedPredictionTokens: 0,
        rejectedPredictionTokens: 0,
        extensions: { num_sources_used: 0, cost_in_usd_ticks: 1_497_500 },
      },
    });
  });

  it('Groq: usage in x_groq, `reasoning`, a channel that is told once', async () => {
    const parts = await readStream(recorded('groq-tool-call'));
    expect(parts[0]).toMatchObject({ extensions: { x_groq: { id: 'req_1', seed: 689_520_654 } } });
    expect(reasoningOf(parts)).toBe('User wants');
    expect(partsOf(parts, 'extension-delta')).toEqual([
      {
        type: 'extension-delta',
        choice: 0,
        place: 'delta',
        fields: { channel: 'analysis' },
      },
      { type: 'extension-delta', fields: { x_groq: { id: 'req_1' } } },
    ]);
    expect(parts.at(-1)).toMatchObject({ usage: { inputTokens: 210, outputTokens: 15 } });
  });

  it('DeepSeek: reasoning_content, usage on the finish chunk', async () => {
    const parts = await readStream(recorded('deepseek-tool-call'));
    expect(reasoningOf(parts)).toBe('The user asks.');
    expect(parts.map(({ type }) => type)).toEqual([
      'response-start',
      'reasoning-delta',
      'reasoning-delta',
      'reasoning-end',
      'tool-call-start',
      'tool-call-delta',
      'tool-call-delta',
      'tool-call-end',
      'choice-end',
      'response-end',
    ]);
    expect(parts.at(-1)).toMatchObject({
      usage: {
        cachedInputTokens: 256,
        reasoningTokens: 17,
        extensions: { prompt_cache_miss_tokens: 118 },
      },
    });
  });

  it('OpenRouter: role on every chunk, reasoning blocks, usage with the cost on the last', async () => {
    const parts = await readStream(recorded('openrouter-reasoning'));
    expect(partsOf(parts, 'reasoning-delta', 'reasoning-end')).toEqual([
      { type: 'reasoning-delta', choice: 0, index: 0, text: 'We need' },
      { type: 'reasoning-delta', choice: 0, index: 0, text: ' to greet.' },
      { type: 'reasoning-end', choice: 0, index: 0, format: 'openai-responses-v1' },
      {
        type: 'reasoning-end',
        choice: 0,
        index: 1,
        encrypted: 'gAAAAABpCCSI',
        id: 'rs_0aa4',
        format: 'openai-responses-v1',
      },
    ]);
    expect(textOf(parts)).toBe('I’m');
    expect(partsOf(parts, 'extension-delta')).toEqual([
      {
        type: 'extension-delta',
        choice: 0,
        place: 'choice',
        fields: { native_finish_reason: 'completed' },
      },
    ]);
    expect(parts.at(-1)).toMatchObject({
      usage: { inputTokens: 9, outputTokens: 150, extensions: { cost: 0.0012, is_byok: false } },
    });
  });

  it('OpenRouter: an error beside choices', async () => {
    await expect(readStream(recorded('openrouter-error'))).rejects.toMatchObject({
      code: 'provider_rejected_request',
      message: 'Token limit reached',
    });
  });

  it('Perplexity: usage on every chunk, citations told once, no [DONE]', async () => {
    const parts = await readStream(recorded('perplexity-text'), { quirks: { doneSentinel: 'no' } });
    expect(parts.map(({ type }) => type)).toEqual([
      'response-start',
      'text-delta',
      'choice-end',
      'response-end',
    ]);
    expect(parts[0]).toMatchObject({ extensions: { citations: ['https://example.org/a'] } });
    expect(parts.at(-1)).toMatchObject({
      usage: { outputTokens: 1, extensions: { cost: { total_cost: 0.005_01 } } },
    });
  });

  it("Anthropic's compatible endpoint: tool calls count from 0", async () => {
    const parts = await readStream(recorded('anthropic-compatible-tool-call'));
    expect(partsOf(parts, 'tool-call-start', 'tool-call-delta')).toEqual([
      expect.objectContaining({ index: 0, id: 'toolu_1', name: 'read_file' }),
      { type: 'tool-call-delta', choice: 0, index: 0, arguments: '{"pa' },
      { type: 'tool-call-delta', choice: 0, index: 0, arguments: 'th": "a.txt"}' },
    ]);
  });

  it.each(['azure-text', 'xai-tool-call', 'openrouter-reasoning', 'mistral-thinking'])(
    'gives the same parts wherever the bytes of %s are cut',
    async (name) => {
      const lines = recorded(name).filter((line) => line !== '[DONE]');
      const text = `: ping\r\n\r\n${[...lines, '[DONE]'].map((data) => `data: ${data}\r\n\r\n`).join('')}`;
      const bytes = new TextEncoder().encode(text);
      const expected = await readStream([...lines, '[DONE]']);
      await fc.assert(
        fc.asyncProperty(fc.array(fc.nat(bytes.length), { maxLength: 20 }), async (cuts) => {
          const borders = [0, ...cuts.sort((a, b) => a - b), bytes.length];
          const pieces = borders.slice(1).map((end, at) => bytes.subarray(borders[at], end));
          const events = readServerSentEvents(iterate(pieces));
          const parts = await collect(fromOpenAiCompatibleStream(events, contextOf()));
          expect(parts).toEqual(expected);
        }),
        { numRuns: 25 },
      );
    },
  );
});
