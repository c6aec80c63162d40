import { describe, expect, it } from '@jest/globals';
import { contextOf, type ReadOptions } from './__fixtures__/read-stream.js';
import { fromOpenAiCompatibleResponse } from './from-openai-compatible-response.js';
import type { WireAnswer } from './openai-compatible.wire.js';

function read(answer: object, options: ReadOptions = {}) {
  const { provider, options: quirks } = contextOf(options);
  return fromOpenAiCompatibleResponse(answer as WireAnswer, provider, quirks);
}

const answer = (message: object, more: object = {}, choice: object = {}): object => ({
  id: 'c1',
  object: 'chat.completion',
  created: 5,
  model: 'm',
  choices: [
    { index: 0, message: { role: 'assistant', ...message }, finish_reason: 'stop', ...choice },
  ],
  ...more,
});
const partsOf = (message: object, options: ReadOptions = {}) =>
  read(answer(message), options).choices[0]?.message.parts;

describe('fromOpenAiCompatibleResponse', () => {
  it('reads an answer of OpenAI with everything in it', () => {
    const logprobs = { content: [{ token: 'x' }], refusal: null };
    const response = read(
      answer(
        {
          content: 'Hi',
          refusal: null,
          annotations: [{ type: 'url_citation' }],
          audio: { id: 'audio_1', data: 'AA==', expires_at: 9, transcript: 'Hi' },
          tool_calls: [
            { id: 'a', type: 'function', function: { name: 'f', arguments: '{"x":1}' } },
            { id: 'b', type: 'custom', custom: { name: 'sql', input: 'SELECT 1' } },
          ],
        },
        {
          service_tier: 'default',
          system_fingerprint: null,
          usage: {
            prompt_tokens: 10,
            completion_tokens: 6,
            total_tokens: 16,
            prompt_tokens_details: { cached_tokens: 3, cache_write_tokens: 2, audio_tokens: 1 },
            completion_tokens_details: {
              reasoning_tokens: 4,
              audio_tokens: 1,
              accepted_prediction_tokens: 2,
              rejected_prediction_tokens: 1,
            },
          },
        },
        { finish_reason: 'tool_calls', logprobs, content_filter_results: { hate: 'safe' } },
      ),
    );
    expect(response).toEqual({
      id: 'c1',
      model: 'm',
      created: 5,
      choices: [
        {
          index: 0,
          finishReason: 'tool_calls',
          logprobs,
          message: {
            role: 'assistant',
            audioId: 'audio_1',
            parts: [
              { type: 'text', text: 'Hi' },
              { type: 'tool-call', id: 'a', name: 'f', arguments: '{"x":1}', kind: 'function' },
              { type: 'tool-call', id: 'b', name: 'sql', arguments: 'SELECT 1', kind: 'custom' },
            ],
          },
          messageExtensions: {
            annotations: [{ type: 'url_citation' }],
            audio: { id: 'audio_1', data: 'AA==', expires_at: 9, transcript: 'Hi' },
          },
          choiceExtensions: { content_filter_results: { hate: 'safe' } },
        },
      ],
      usage: {
        inputTokens: 10,
        outputTokens: 6,
        cachedInputTokens: 3,
        cacheWriteTokens: 2,
        reasoningTokens: 4,
        audioInputTokens: 1,
        audioOutputTokens: 1,
        acceptedPredictionTokens: 2,
        rejectedPredictionTokens: 1,
      },
      extensions: { service_tier: 'default' },
    });
  });

  it.each([
    ['reasoning_content', { reasoning_content: 'hm', content: 'Hi' }],
    ['reasoning', { reasoning: 'hm', content: 'Hi' }],
    [
      'content-array',
      {
        content: [
          { type: 'thinking', thinking: [{ text: 'h' }, { text: 'm' }] },
          { type: 'text', text: 'Hi' },
        ],
      },
    ],
    ['think-tags', { content: '<think>hm</think>\n\nHi' }],
  ])('reads thinking in %s', (responseField, message) => {
    expect(partsOf(message, { quirks: { reasoning: { responseField } } })).toEqual([
      { type: 'reasoning', text: 'hm' },
      { type: 'text', text: 'Hi' },
    ]);
  });

  it("reads OpenRouter's blocks with what must be replayed", () => {
    const details = [
      {
        type: 'reasoning.text',
        text: 'hm',
        signature: 'sig',
        format: 'anthropic-claude-v1',
        index: 0,
      },
      {
        type: 'reasoning.encrypted',
        data: 'gAAA',
        id: 'rs_1',
        format: 'openai-responses-v1',
        index: 1,
      },
    ];
    expect(partsOf({ content: 'Hi', reasoning: 'hm', reasoning_details: details })).toEqual([
      { type: 'reasoning', text: 'hm', signature: 'sig', format: 'anthropic-claude-v1' },
      { type: 'reasoning', text: '', encrypted: 'gAAA', id: 'rs_1', format: 'openai-responses-v1' },
      { type: 'text', text: 'Hi' },
    ]);
  });

  it('reads refusals, joins pieces of a content array, keeps thought signatures', () => {
    expect(partsOf({ content: null, refusal: 'No.' })).toEqual([{ type: 'refusal', text: 'No.' }]);
    const pieces = [
      { type: 'text', text: 'a' },
      { type: 'text', text: 'b' },
    ];
    expect(partsOf({ content: pieces })).toEqual([{ type: 'text', text: 'ab' }]);
    const call = { function: { name: 'f', arguments: '' }, extra_content: { google: { s: 1 } } };
    expect(partsOf({ content: '', tool_calls: [call] })).toEqual([
      {
        type: 'tool-call',
        id: expect.stringMatching(/^call_/),
        name: 'f',
        arguments: '{}',
        kind: 'function',
        providerMetadata: { google: { s: 1 } },
      },
    ]);
  });

  it('derives `tool_calls` from the calls', () => {
    const call = { id: 'a', function: { name: 'f', arguments: '{}' } };
    expect(read(answer({ tool_calls: [call] })).choices[0]?.finishReason).toBe('tool_calls');
    const cut = answer({ tool_calls: [call] }, {}, { finish_reason: 'length' });
    expect(read(cut).choices[0]?.finishReason).toBe('length');
  });

  it('reads several choices, and counts them where the vendor does not', () => {
    const choice = (content: string) => ({ message: { content }, finish_reason: 'stop' });
    const { choices } = read({ choices: [choice('a'), choice('b')] });
    expect(choices.map(({ index }) => index)).toEqual([0, 1]);
  });

  it.each([
    ['separate by its total (xAI)', { total_tokens: 560 }, {}, { outputTokens: 253 }],
    ['separate by a quirk', {}, { reasoningTokens: 'separate' }, { outputTokens: 253 }],
    ['included', { total_tokens: 333 }, {}, { outputTokens: 26 }],
    ['with a total of its own', { total_tokens: 400 }, {}, { outputTokens: 26, totalTokens: 400 }],
  ])('counts thinking %s', (_name, total, quirks, expected) => {
    const usage = {
      prompt_tokens: 307,
      completion_tokens: 26,
      completion_tokens_details: { reasoning_tokens: 227 },
      ...total,
    };
    const response = read(answer({ content: 'x' }, { usage }), { quirks });
    expect(response.usage).toEqual({ inputTokens: 307, reasoningTokens: 227, ...expected });
  });

  it.each([
    ['DeepSeek', { prompt_cache_hit_tokens: 3, prompt_cache_miss_tokens: 7 }, 3],
    ['Mistral', { num_cached_tokens: 4 }, 4],
  ])('finds what %s read from its cache', (_name, counters, cachedInputTokens) => {
    const usage = { prompt_tokens: 10, completion_tokens: 1, total_tokens: 11, ...counters };
    expect(read(answer({ content: 'x' }, { usage })).usage).toMatchObject({ cachedInputTokens });
  });

  it.each([
    ['an error', { error: { message: 'no', code: 402 } }, 'insufficient_quota'],
    ['an error in an array', [{ error: { code: 429, message: 'no' } }], 'rate_limit_exceeded'],
    [
      'an error in a choice',
      { choices: [{ message: {}, error: { code: 502 } }] },
      'provider_error',
    ],
    [
      "finish reason 'error'",
      answer({ content: 'x' }, {}, { finish_reason: 'error' }),
      'provider_error',
    ],
    ['no choices', { id: 'c1', choices: [] }, 'provider_invalid_response'],
    ['choices null', { id: 'c1', choices: null }, 'provider_invalid_response'],
    ['no message', { choices: [{ index: 0 }] }, 'provider_invalid_response'],
    ['a choice that is null', { choices: [null] }, 'provider_invalid_response'],
  ])('refuses %s', (_name, body, code) => {
    expect(() => read(body)).toThrow(expect.objectContaining({ code }));
  });
});
