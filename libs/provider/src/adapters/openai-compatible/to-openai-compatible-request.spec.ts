import { describe, expect, it } from '@jest/globals';
import type { ChatRequest, ModelFacts } from 'llm-gateway/contracts';
import { chatCallFor } from 'llm-gateway/testing';
import { toOpenAiCompatibleRequest } from './to-openai-compatible-request.js';

interface EncodeOptions {
  readonly quirks?: Record<string, unknown>;
  readonly facts?: ModelFacts;
  readonly model?: string;
  readonly stream?: boolean;
}

function encode(request: Partial<ChatRequest>, options: EncodeOptions = {}) {
  const { stream = false, ...others } = options;
  const call = chatCallFor({ url: 'http://x', adapter: 'openai-compatible', request, ...others });
  const body = toOpenAiCompatibleRequest(call, stream);
  return { body, ignored: [...call.scope.ignoredParameters] };
}

const FULL: Partial<ChatRequest> = {
  maxOutputTokens: 100,
  temperature: 0.5,
  topP: 0.9,
  frequencyPenalty: 0.1,
  presencePenalty: 0.2,
  seed: 7,
  stop: ['END'],
  n: 2,
  logprobs: true,
  topLogprobs: 3,
  logitBias: { '50256': -100 },
  reasoningEffort: 'high',
  verbosity: 'low',
  serviceTier: 'flex',
  user: 'u1',
  metadata: { team: 'a' },
};
const THINKING: ModelFacts = {
  sampling: false,
  thinking: { kinds: ['effort'], efforts: ['low', 'medium', 'high'], off: 'lowest-effort' },
};
const SWITCHABLE: ModelFacts = {
  sampling: false,
  thinking: { kinds: ['effort'], efforts: ['none', 'low', 'high'], off: 'disabled' },
};

describe('toOpenAiCompatibleRequest', () => {
  it('writes every setting under its OpenAI name', () => {
    expect(encode(FULL).body).toEqual({
      model: 'test-model',
      messages: [{ role: 'user', content: 'Hi' }],
      max_tokens: 100,
      temperature: 0.5,
      top_p: 0.9,
      frequency_penalty: 0.1,
      presence_penalty: 0.2,
      seed: 7,
      stop: ['END'],
      n: 2,
      logprobs: true,
      top_logprobs: 3,
      logit_bias: { '50256': -100 },
      reasoning_effort: 'high',
      verbosity: 'low',
      service_tier: 'flex',
      user: 'u1',
      metadata: { team: 'a' },
    });
  });

  it('writes nothing that was not asked for', () => {
    const { body, ignored } = encode({ n: 1, logprobs: false, responseFormat: { type: 'text' } });
    expect(Object.keys(body)).toEqual(['model', 'messages']);
    expect(ignored).toEqual([]);
  });

  it("uses the vendor's own names", () => {
    const quirks = {
      maxTokensField: 'max_completion_tokens',
      seedField: 'random_seed',
      userField: 'user_id',
    };
    expect(encode(FULL, { quirks }).body).toMatchObject({
      max_completion_tokens: 100,
      random_seed: 7,
      user_id: 'u1',
    });
  });

  it('reports seed and user where there is no field for them', () => {
    const { body, ignored } = encode(FULL, { quirks: { seedField: 'none', userField: 'none' } });
    expect(body).not.toHaveProperty('seed');
    expect(body).not.toHaveProperty('user');
    expect(ignored).toEqual(['seed', 'user']);
  });

  it('asks for usage in a stream, beside what the client asked for', () => {
    const openaiOptions = { stream_options: { include_obfuscation: false } };
    expect(encode({ openaiOptions }, { stream: true }).body).toMatchObject({
      stream: true,
      stream_options: { include_obfuscation: false, include_usage: true },
    });
    expect(encode({ openaiOptions }).body).not.toHaveProperty('stream_options');
    const quirks = { supports: { streamOptions: false } };
    const { body } = encode({}, { stream: true, quirks });
    expect(body).toMatchObject({ stream: true });
    expect(body).not.toHaveProperty('stream_options');
  });

  it("sends OpenAI's other options and unknown fields on, never in place of its own", () => {
    const { body } = encode({
      openaiOptions: { store: true, prediction: { type: 'content', content: 'x' } },
      unknownFields: { top_k: 5, model: 'other', seed: 1 },
    });
    expect(body).toMatchObject({ store: true, prediction: {}, top_k: 5, model: 'test-model' });
    expect(body).toHaveProperty('seed', 1);
  });

  it('drops and reports what the vendor does not honour', () => {
    const quirks = {
      dropFields: ['logit_bias', 'top_k'],
      supports: { storeMetadata: false, promptCacheKey: false },
    };
    const request = {
      ...FULL,
      openaiOptions: { store: false, prompt_cache_key: 'k', safety_identifier: 's' },
      unknownFields: { top_k: 5 },
    };
    const { body, ignored } = encode(request, { quirks });
    expect(ignored.sort()).toEqual([
      'logit_bias',
      'metadata',
      'prompt_cache_key',
      'store',
      'top_k',
    ]);
    for (const name of ignored) expect(body).not.toHaveProperty(name);
    expect(body).toHaveProperty('safety_identifier', 's');
  });

  it('sends only known fields to a vendor that rejects others', () => {
    const quirks = { stripUnknown: true, knownFields: ['temperature'] };
    const { body, ignored } = encode(
      { temperature: 1, topP: 0.5, unknownFields: { top_k: 5, top_z: null } },
      { quirks, stream: true },
    );
    expect(Object.keys(body).sort()).toEqual(['messages', 'model', 'stream', 'temperature']);
    expect(ignored).toEqual(['top_k', 'top_p', 'stream_options']);
  });

  it.each([
    ['n', { n: 2 }, { supports: { n: false } }],
    ['logprobs', { logprobs: true }, { supports: { logprobs: false } }],
    ['stop', { stop: ['x'] }, { refuseFields: ['stop'] }],
    [
      'response_format',
      { responseFormat: { type: 'json-object' } },
      { supports: { jsonObject: false } },
    ],
    [
      'response_format',
      { responseFormat: { type: 'json-schema', name: 'x', schema: {} } },
      { supports: { jsonSchema: false } },
    ],
    ['modalities', { openaiOptions: { modalities: ['audio'] } }, { supports: { audio: false } }],
    ['tools', { tools: [{ type: 'function', name: 'f' }] }, { supports: { tools: false } }],
  ] as [string, Partial<ChatRequest>, object][])('refuses %s', (param, request, quirks) => {
    expect(() => encode(request, { quirks: { ...quirks } })).toThrow(
      expect.objectContaining({ code: 'unsupported_parameter', details: { param } }),
    );
  });

  it('writes response formats', () => {
    const format = (responseFormat: ChatRequest['responseFormat']) =>
      encode({ ...(responseFormat && { responseFormat }) }).body['response_format'];
    expect(format({ type: 'json-object' })).toEqual({ type: 'json_object' });
    expect(
      format({ type: 'json-schema', name: 'x', schema: { type: 'object' }, strict: true }),
    ).toEqual({
      type: 'json_schema',
      json_schema: { name: 'x', schema: { type: 'object' }, strict: true },
    });
  });

  it('leaves sampling out for a model that thinks, and says so', () => {
    const { body, ignored } = encode({ ...FULL, topP: 1 }, { facts: THINKING });
    expect(ignored.sort()).toEqual([
      'frequency_penalty',
      'logit_bias',
      'presence_penalty',
      'temperature',
    ]);
    expect(body).toHaveProperty('top_p', 1);
  });

  it('keeps sampling for a model that will not think in this call', () => {
    const request = { temperature: 0.5 };
    expect(encode(request, { facts: SWITCHABLE }).ignored).toEqual([]);
    expect(encode({ ...request, reasoningEffort: 'none' }, { facts: SWITCHABLE }).ignored).toEqual(
      [],
    );
    expect(encode({ ...request, reasoningEffort: 'low' }, { facts: SWITCHABLE }).ignored).toEqual([
      'temperature',
    ]);
  });
});

describe('toOpenAiCompatibleRequest on reasoning effort', () => {
  const effortOf = (effort: ChatRequest['reasoningEffort'], options: EncodeOptions) => {
    const { body, ignored } = encode({ ...(effort && { reasoningEffort: effort }) }, options);
    const { model: _model, messages: _messages, ...rest } = body;
    return { ...rest, ...(ignored.length > 0 && { ignored }) };
  };
  const reasoning = (options: object): EncodeOptions => ({ quirks: { reasoning: options } });

  it.each([
    ['max', ['low', 'high'], 'high'],
    ['medium', ['low', 'high'], 'low'],
    ['minimal', ['low', 'high'], 'low'],
    ['none', ['low', 'high'], 'low'],
    ['none', ['none', 'low'], 'none'],
    ['minimal', ['none', 'low'], 'low'],
  ] as const)('%s of %j is %s', (effort, levels, expected) => {
    expect(effortOf(effort, reasoning({ levels }))).toEqual({ reasoning_effort: expected });
  });

  it("has a model's own levels before the vendor's", () => {
    expect(effortOf('max', { facts: THINKING })).toEqual({ reasoning_effort: 'high' });
  });

  it("writes it in the vendor's form", () => {
    expect(effortOf('low', reasoning({ requestField: 'reasoning' }))).toEqual({
      reasoning: { effort: 'low' },
    });
    const deepSeek = reasoning({ requestField: 'thinking' });
    expect(effortOf('low', deepSeek)).toEqual({
      thinking: { type: 'enabled' },
      reasoning_effort: 'low',
    });
    expect(effortOf('none', deepSeek)).toEqual({ thinking: { type: 'disabled' } });
    expect(effortOf(undefined, deepSeek)).toEqual({});
  });

  it('reports it where nothing can be done', () => {
    const without = reasoning({ requestField: 'none' });
    expect(effortOf('low', without)).toEqual({ ignored: ['reasoning_effort'] });
    expect(effortOf('none', without)).toEqual({});
    expect(effortOf('low', { facts: { sampling: true } })).toEqual({
      ignored: ['reasoning_effort'],
    });
  });

  it('switches thinking off for models that refuse tools beside it', () => {
    const tools = [{ type: 'function', name: 'f' } as const];
    const options = { ...reasoning({ notWithTools: ['gpt-5.6*'] }), model: 'gpt-5.6-sol' };
    const { body, ignored } = encode({ tools, reasoningEffort: 'high' }, options);
    expect(body).toHaveProperty('reasoning_effort', 'none');
    expect(ignored).toEqual(['reasoning_effort']);
    expect(encode({ tools }, options)).toMatchObject({
      body: { reasoning_effort: 'none' },
      ignored: [],
    });
    expect(encode({ tools }, { ...options, model: 'gpt-5.5' }).body).not.toHaveProperty(
      'reasoning_effort',
    );
    expect(encode({}, options).body).not.toHaveProperty('reasoning_effort');
  });
});
