import { describe, expect, it } from '@jest/globals';
import type { AssistantPart, ChatChoice, ChatResponse } from 'llm-gateway/contracts';
import { encodeChatResponse } from './encode-chat-response.js';
import { encodeUsage } from './encode-usage.js';

const choice = (parts: AssistantPart[], more: Partial<ChatChoice> = {}): ChatChoice => ({
  index: 0,
  message: { role: 'assistant', parts },
  finishReason: 'stop',
  ...more,
});

function messageOf(...parts: AssistantPart[]): Record<string, unknown> {
  const body = encodeChatResponse({ choices: [choice(parts)] }, 'm') as any;
  return body.choices[0].message;
}

const text = (value: string) => ({ type: 'text', text: value }) as const;
const call = (more: object = {}) =>
  ({
    type: 'tool-call',
    id: 'c1',
    name: 'f',
    arguments: '{"a":1}',
    kind: 'function',
    ...more,
  }) as const;

describe('encodeChatResponse', () => {
  it('writes every field of a full answer in its place', () => {
    const response: ChatResponse = {
      id: 'chatcmpl-1',
      model: 'gpt-x-2026',
      created: 1_700_000_000,
      choices: [
        choice([text('Hi')], {
          logprobs: { content: [] },
          messageExtensions: { annotations: [1] },
          choiceExtensions: { content_filter_results: {} },
        }),
        choice([text('Ho')], { index: 1, finishReason: 'length' }),
      ],
      usage: { inputTokens: 3, outputTokens: 2 },
      extensions: { service_tier: 'default', citations: ['a'] },
    };
    expect(encodeChatResponse(response, 'asked-for')).toEqual({
      id: 'chatcmpl-1',
      object: 'chat.completion',
      created: 1_700_000_000,
      model: 'gpt-x-2026',
      choices: [
        {
          index: 0,
          message: { role: 'assistant', content: 'Hi', refusal: null, annotations: [1] },
          logprobs: { content: [] },
          finish_reason: 'stop',
          content_filter_results: {},
        },
        {
          index: 1,
          message: { role: 'assistant', content: 'Ho', refusal: null },
          logprobs: null,
          finish_reason: 'length',
        },
      ],
      usage: expect.objectContaining({ prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 }),
      service_tier: 'default',
      citations: ['a'],
    });
  });

  it('makes up what the provider does not tell', () => {
    const before = Math.floor(Date.now() / 1_000);
    const body = encodeChatResponse({ choices: [] }, 'asked-for');
    expect(body).toMatchObject({
      id: expect.stringMatching(/^chatcmpl-[0-9a-f-]{36}$/),
      model: 'asked-for',
      choices: [],
    });
    expect(body['created']).toBeGreaterThanOrEqual(before);
    expect(body).not.toHaveProperty('usage');
  });

  it("puts a foreign provider's id into OpenAI's form", () => {
    expect(encodeChatResponse({ id: 'msg_1', choices: [] }, 'm')['id']).toBe('chatcmpl-msg_1');
    expect(encodeChatResponse({ id: '', choices: [] }, 'm')['id']).toMatch(/^chatcmpl-.{36}$/);
  });

  it.each<[string, AssistantPart[], object]>([
    ['nothing', [], { content: null }],
    ['an empty text', [text('')], { content: '' }],
    ['several texts', [text('a'), text('b')], { content: 'ab' }],
    ['a refusal', [{ type: 'refusal', text: 'No.' }], { content: null, refusal: 'No.' }],
    [
      'a call',
      [call()],
      {
        content: null,
        tool_calls: [{ id: 'c1', type: 'function', function: { name: 'f', arguments: '{"a":1}' } }],
      },
    ],
    [
      'a call with what its provider attached',
      [call({ providerMetadata: { google: { thought_signature: 's' } } })],
      {
        content: null,
        tool_calls: [
          {
            id: 'c1',
            type: 'function',
            function: { name: 'f', arguments: '{"a":1}' },
            extra_content: { google: { thought_signature: 's' } },
          },
        ],
      },
    ],
    [
      'a custom call',
      [text('So:'), call({ kind: 'custom', arguments: 'free' })],
      {
        content: 'So:',
        tool_calls: [{ id: 'c1', type: 'custom', custom: { name: 'f', input: 'free' } }],
      },
    ],
    [
      'thinking',
      [
        { type: 'reasoning', text: 'Hm.', signature: 's', format: 'anthropic-claude-v1' },
        { type: 'reasoning', text: '', encrypted: 'xyz', id: 'r1' },
        text('Hi'),
      ],
      {
        content: 'Hi',
        reasoning_content: 'Hm.',
        reasoning_details: [
          {
            type: 'reasoning.text',
            text: 'Hm.',
            signature: 's',
            format: 'anthropic-claude-v1',
            index: 0,
          },
          { type: 'reasoning.encrypted', data: 'xyz', id: 'r1', index: 1 },
        ],
      },
    ],
  ])('writes a message of %s', (_what, parts, fields) => {
    expect(messageOf(...parts)).toEqual({ role: 'assistant', refusal: null, ...fields });
  });
});

describe('encodeUsage', () => {
  it('always has the details that SDKs read', () => {
    expect(encodeUsage({ inputTokens: 10, outputTokens: 4 })).toEqual({
      prompt_tokens: 10,
      completion_tokens: 4,
      total_tokens: 14,
      prompt_tokens_details: { cached_tokens: 0 },
      completion_tokens_details: { reasoning_tokens: 0 },
    });
  });

  it('tells every counter that is known, and the total of the provider', () => {
    expect(
      encodeUsage({
        inputTokens: 10,
        outputTokens: 4,
        totalTokens: 15,
        cachedInputTokens: 6,
        cacheWriteTokens: 2,
        reasoningTokens: 3,
        audioInputTokens: 1,
        audioOutputTokens: 2,
        acceptedPredictionTokens: 4,
        rejectedPredictionTokens: 5,
        extensions: { cost: 0.01 },
      }),
    ).toEqual({
      prompt_tokens: 10,
      completion_tokens: 4,
      total_tokens: 15,
      prompt_tokens_details: { cached_tokens: 6, cache_write_tokens: 2, audio_tokens: 1 },
      completion_tokens_details: {
        reasoning_tokens: 3,
        audio_tokens: 2,
        accepted_prediction_tokens: 4,
        rejected_prediction_tokens: 5,
      },
      cost: 0.01,
    });
  });
});
