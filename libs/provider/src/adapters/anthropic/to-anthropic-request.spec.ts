import { describe, expect, it } from '@jest/globals';
import type { ChatRequest, ModelFacts } from 'llm-gateway/contracts';
import { chatCallFor, userText } from 'llm-gateway/testing';
import { toAnthropicRequest } from './to-anthropic-request.js';

const SAMPLING: ModelFacts = { sampling: true, forcedTools: true, maximumOutput: 64_000 };

function encode(request: Partial<ChatRequest> = {}, facts = SAMPLING, quirks = {}) {
  const url = 'http://127.0.0.1:1';
  const call = chatCallFor({
    url,
    adapter: 'anthropic',
    model: 'claude-test',
    request,
    facts,
    quirks,
  });
  const { body, reading } = toAnthropicRequest(call);
  return { body, reading, ignored: [...call.scope.ignoredParameters] };
}

const PLAIN = {
  model: 'claude-test',
  max_tokens: 64_000,
  messages: [{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }],
};

describe('toAnthropicRequest', () => {
  it('sends what is needed and nothing else', () => {
    expect(encode()).toMatchObject({ body: PLAIN, ignored: [] });
    expect(Object.keys(encode().body)).toEqual(Object.keys(PLAIN));
  });

  it.each<[Partial<ChatRequest>, object]>([
    [{ maxOutputTokens: 5 }, { max_tokens: 5 }],
    [{ stop: ['END', 'STOP'] }, { stop_sequences: ['END', 'STOP'] }],
    [{ user: 'ann' }, { metadata: { user_id: 'ann' } }],
    [{ serviceTier: 'auto' }, { service_tier: 'auto' }],
    [{ serviceTier: 'default' }, { service_tier: 'auto' }],
    [{ serviceTier: 'priority' }, { service_tier: 'auto' }],
    [{ serviceTier: 'standard_only' }, { service_tier: 'standard_only' }],
    [{ temperature: 0.3 }, { temperature: 0.3 }],
    [{ topP: 0.9 }, { top_p: 0.9 }],
    [{ n: 1, logprobs: false, presencePenalty: 0, frequencyPenalty: 0 }, {}],
    [{ openaiOptions: { store: false, modalities: ['text'] } }, {}],
    [
      { unknownFields: { speed: 'fast', inference_geo: 'eu', top_k: 4 } },
      { speed: 'fast', inference_geo: 'eu', top_k: 4 },
    ],
  ])('translates %j', (request, fields) => {
    expect(encode(request)).toMatchObject({ body: { ...PLAIN, ...fields }, ignored: [] });
  });

  it.each<[Partial<ChatRequest>, string]>([
    [{ seed: 1 }, 'seed'],
    [{ logitBias: { '1': 2 } }, 'logit_bias'],
    [{ frequencyPenalty: 0.5 }, 'frequency_penalty'],
    [{ presencePenalty: -1 }, 'presence_penalty'],
    [{ topLogprobs: 2 }, 'top_logprobs'],
    [{ verbosity: 'low' }, 'verbosity'],
    [{ metadata: { a: 'b' } }, 'metadata'],
    [{ serviceTier: 'flex' }, 'service_tier'],
    [{ stop: [' \n'] }, 'stop'],
    [{ openaiOptions: { store: true } }, 'store'],
    [{ openaiOptions: { prediction: {} } }, 'prediction'],
    [{ openaiOptions: { prompt_cache_key: 'k' } }, 'prompt_cache_key'],
    [{ unknownFields: { colour: 'blue' } }, 'colour'],
  ])('reports %j, for which there is no word', (request, name) => {
    const { body, ignored } = encode(request);
    expect(ignored).toEqual([name]);
    expect(body).toEqual(PLAIN);
  });

  it.each<[Partial<ChatRequest>, string]>([
    [{ n: 2 }, 'n'],
    [{ logprobs: true }, 'logprobs'],
    [{ openaiOptions: { modalities: ['text', 'audio'] } }, 'modalities'],
  ])('refuses %j', (request, param) => {
    expect(() => encode(request)).toThrow(
      expect.objectContaining({ code: 'unsupported_parameter', details: { param } }),
    );
  });

  it('adds instructions behind the system prompt', () => {
    const messages: ChatRequest['messages'] = [
      { role: 'system', parts: [{ type: 'text', text: 'Be brief' }] },
      userText('Hi'),
    ];
    const { body, reading } = encode({ messages, responseFormat: { type: 'json-object' } });
    expect(body.system).toEqual([
      { type: 'text', text: 'Be brief' },
      { type: 'text', text: expect.stringContaining('JSON object') },
    ]);
    expect(reading.jsonObject).toBe(true);
  });

  it('puts effort and format side by side', () => {
    const schema = { type: 'object', properties: {}, additionalProperties: false };
    const { body } = encode(
      { reasoningEffort: 'low', responseFormat: { type: 'json-schema', name: 'x', schema } },
      {},
    );
    expect(body.output_config).toEqual({ effort: 'low', format: { type: 'json_schema', schema } });
  });

  it('does not force the answer tool while thinking on a budget', () => {
    const schema = { type: 'object' };
    const facts: ModelFacts = { ...SAMPLING, thinking: { kinds: ['budget'], off: 'disabled' } };
    const { body, reading } = encode(
      { reasoningEffort: 'low', responseFormat: { type: 'json-schema', name: 'x', schema } },
      facts,
    );
    expect(body.tool_choice).toEqual({ type: 'auto', disable_parallel_tool_use: true });
    expect(body.system).toEqual([{ type: 'text', text: expect.stringContaining('`json`') }]);
    expect(reading.jsonTool).toBe('json');
  });

  it('knows custom tools by the names they have on the wire', () => {
    const { reading } = encode({ tools: [{ type: 'custom', name: 'my.shell' }] });
    expect([...reading.customTools]).toEqual(['my_shell']);
  });

  describe('sampling', () => {
    const asked = { temperature: 0.5, topP: 0.5, unknownFields: { top_k: 5 } };
    const all = ['temperature', 'top_p', 'top_k'];

    it('is clamped to the range of Anthropic, and that is reported', () => {
      expect(encode({ temperature: 1.7 })).toMatchObject({
        body: { temperature: 1 },
        ignored: ['temperature'],
      });
    });

    it('prefers temperature where both are given', () => {
      const { body, ignored } = encode({ temperature: 0.5, topP: 0.5 });
      expect(body).toEqual({ ...PLAIN, temperature: 0.5 });
      expect(ignored).toEqual(['top_p']);
    });

    it.each<[string, ModelFacts, object]>([
      ['models that refuse it', { ...SAMPLING, sampling: false }, {}],
      ['models that are not known', { maximumOutput: 64_000 }, {}],
      ['API versions that refuse it', SAMPLING, { version: '2026-10-21' }],
    ])('is left out and reported for %s', (_, facts, quirks) => {
      const { body, ignored } = encode(asked, facts, quirks);
      expect(body).toEqual(PLAIN);
      expect(ignored).toEqual(all);
    });

    it('is left out while the model thinks, not when it is told not to', () => {
      const facts: ModelFacts = { ...SAMPLING, thinking: { kinds: ['adaptive'], off: 'disabled' } };
      expect(encode({ ...asked, reasoningEffort: 'low' }, facts).ignored).toEqual(all);
      expect(encode({ temperature: 0.5, reasoningEffort: 'none' }, facts)).toMatchObject({
        body: { temperature: 0.5, thinking: { type: 'disabled' } },
        ignored: [],
      });
    });
  });
});
