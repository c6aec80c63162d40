import { describe, expect, it } from '@jest/globals';
import type { ChatRequest } from 'llm-gateway/contracts';
import { ChatCompletionRequest } from './chat-completion-request.schema.js';
import { decodeChatRequest } from './decode-chat-request.js';

const BASE = { model: 'm', messages: [{ role: 'user', content: 'Hi' }] };
const EMPTY: ChatRequest = {
  messages: [{ role: 'user', parts: [{ type: 'text', text: 'Hi' }] }],
  openaiOptions: {},
  unknownFields: {},
};

function decode(fields: object): ChatRequest {
  return decodeChatRequest({ ...BASE, ...fields } as ChatCompletionRequest).request;
}

const SCHEMA = { type: 'object', properties: { a: { type: 'string' } } };

// prettier-ignore
const MAPPED: [wire: object, canonical: Partial<ChatRequest>][] = [
  [{ frequency_penalty: -0.5 }, { frequencyPenalty: -0.5 }],
  [{ logit_bias: { 50256: -100 } }, { logitBias: { 50256: -100 } }],
  [{ logprobs: true }, { logprobs: true }],
  [{ logprobs: false }, { logprobs: false }],
  [{ max_completion_tokens: 100 }, { maxOutputTokens: 100 }],
  [{ max_tokens: 200 }, { maxOutputTokens: 200 }],
  [{ max_tokens: 200, max_completion_tokens: 100 }, { maxOutputTokens: 100 }],
  [{ max_tokens: 200, max_completion_tokens: null }, { maxOutputTokens: 200 }],
  [{ metadata: { team: 'search' } }, { metadata: { team: 'search' } }],
  [{ n: 3 }, { n: 3 }],
  [{ parallel_tool_calls: false }, { parallelToolCalls: false }],
  [{ presence_penalty: 2 }, { presencePenalty: 2 }],
  [{ reasoning_effort: 'xhigh' }, { reasoningEffort: 'xhigh' }],
  [{ reasoning_effort: 'none' }, { reasoningEffort: 'none' }],
  [{ response_format: { type: 'text' } }, { responseFormat: { type: 'text' } }],
  [{ response_format: { type: 'json_object' } }, { responseFormat: { type: 'json-object' } }],
  [
    { response_format: { type: 'json_schema', json_schema: { name: 'a', description: 'An a.', schema: SCHEMA, strict: true } } },
    { responseFormat: { type: 'json-schema', name: 'a', description: 'An a.', schema: SCHEMA, strict: true } },
  ],
  [
    { response_format: { type: 'json_schema', json_schema: { name: 'a', schema: null, strict: null } } },
    { responseFormat: { type: 'json-schema', name: 'a', schema: {} } },
  ],
  [{ safety_identifier: 'u1' }, { user: 'u1' }],
  [{ user: 'u2' }, { user: 'u2' }],
  [{ safety_identifier: 'u1', user: 'u2' }, { user: 'u1' }],
  [{ seed: 7 }, { seed: 7 }],
  [{ service_tier: 'flex' }, { serviceTier: 'flex' }],
  [{ stop: 'END' }, { stop: ['END'] }],
  [{ stop: ['a', 'b'] }, { stop: ['a', 'b'] }],
  [{ temperature: 0 }, { temperature: 0 }],
  [{ top_logprobs: 0 }, { topLogprobs: 0 }],
  [{ top_p: 0.9 }, { topP: 0.9 }],
  [{ verbosity: 'low' }, { verbosity: 'low' }],
];

describe('decodeChatRequest', () => {
  it('decodes the smallest request to the smallest canonical one', () => {
    expect(decode({})).toEqual(EMPTY);
  });

  it.each(MAPPED)('decodes %j', (wire, canonical) => {
    expect(decode(wire)).toEqual({ ...EMPTY, ...canonical });
  });

  it('treats null as absent in every field', () => {
    const names = Object.keys(ChatCompletionRequest.properties).filter((name) => !(name in BASE));
    expect(decode(Object.fromEntries(names.map((name) => [name, null])))).toEqual(EMPTY);
  });

  it.each<[string, unknown]>([
    ['audio', { voice: 'alloy', format: 'wav' }],
    ['modalities', ['text', 'audio']],
    ['moderation', { model: 'omni-moderation-latest' }],
    ['prediction', { type: 'content', content: 'x' }],
    ['prompt_cache_key', 'tenant-1'],
    ['prompt_cache_options', { mode: 'explicit', ttl: '30m' }],
    ['prompt_cache_retention', '24h'],
    ['store', false],
    ['web_search_options', { search_context_size: 'low' }],
  ])('keeps %s, which the canonical form has no word for, as it came', (name, value) => {
    expect(decode({ [name]: value })).toEqual({ ...EMPTY, openaiOptions: { [name]: value } });
  });

  it.each(['session_id', 'stream', 'stream_options', 'model'])(
    'keeps %s, which steers the gateway, out of the canonical request',
    (name) => {
      const value = { stream: true, stream_options: { include_usage: true } }[name] ?? 'x';
      expect(decode({ [name]: value })).toEqual(EMPTY);
    },
  );

  it('hands exactly the fields without a canonical word on to the adapters', () => {
    const names = Object.keys(ChatCompletionRequest.properties).filter((name) => !(name in BASE));
    const { openaiOptions, unknownFields } = decode(
      Object.fromEntries(names.map((name) => [name, []])),
    );
    expect(unknownFields).toEqual({});
    expect(Object.keys(openaiOptions).sort().join(' ')).toBe(
      'audio modalities moderation prediction prompt_cache_key prompt_cache_options ' +
        'prompt_cache_retention store web_search_options',
    );
  });

  it('keeps fields that no specification names', () => {
    const fields = { top_k: 40, safety_settings: [{ category: 'x' }], nothing: null };
    const { unknownFields, ...rest } = decode(fields);
    expect(unknownFields).toEqual({ top_k: 40, safety_settings: [{ category: 'x' }] });
    expect({ ...rest, unknownFields: {} }).toEqual(EMPTY);
  });

  it('keeps an unknown field of the name __proto__ as a field', () => {
    const { unknownFields } = decode(JSON.parse('{"__proto__":{"polluted":true}}'));
    expect(Object.getPrototypeOf(unknownFields)).toBe(Object.prototype);
    expect((unknownFields as any).polluted).toBeUndefined();
  });

  it('leaves the body as it was', () => {
    const body = {
      ...BASE,
      stop: 'END',
      tools: [{ type: 'function', function: { name: 'f' } }],
      x: 1,
    };
    const before = structuredClone(body);
    decodeChatRequest(body as ChatCompletionRequest);
    expect(body).toEqual(before);
  });
});
