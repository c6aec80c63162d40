import { describe, expect, it } from '@jest/globals';
import type { ChatRequest, ModelFacts } from 'llm-gateway/contracts';
import { chatCallFor, type ChatCallOptions } from 'llm-gateway/testing';
import { toGenerationConfig } from './to-generation-config.js';

function translate(
  request: Partial<ChatRequest>,
  options: Partial<Pick<ChatCallOptions, 'model' | 'facts' | 'quirks'>> = {},
) {
  const call = chatCallFor({
    url: 'http://fake',
    adapter: 'gemini',
    model: 'gemini-4-argon',
    ...options,
    request,
  });
  return { config: toGenerationConfig(call), ignored: [...call.scope.ignoredParameters] };
}

const tool = { type: 'function', name: 'look' } as const;
const schema = { type: 'object', properties: { a: { type: 'string' } } };

describe('toGenerationConfig', () => {
  it('is absent when the client sets nothing', () => {
    expect(translate({ n: 1, stop: [], responseFormat: { type: 'text' } }).config).toBeUndefined();
  });

  it('maps every sampling field and limit', () => {
    const { config, ignored } = translate({
      temperature: 0.5,
      topP: 0.9,
      maxOutputTokens: 100,
      stop: ['END'],
      seed: 7,
      n: 2,
      frequencyPenalty: 0.1,
      presencePenalty: 0.2,
      logprobs: true,
      topLogprobs: 3,
    });
    expect(config).toEqual({
      temperature: 0.5,
      topP: 0.9,
      maxOutputTokens: 100,
      stopSequences: ['END'],
      seed: 7,
      candidateCount: 2,
      frequencyPenalty: 0.1,
      presencePenalty: 0.2,
      responseLogprobs: true,
      logprobs: 3,
    });
    expect(ignored).toEqual([]);
  });

  it('asks for log probabilities without alternatives', () => {
    expect(translate({ logprobs: true, topLogprobs: 0 }).config).toEqual({
      responseLogprobs: true,
    });
    expect(translate({ logprobs: false }).config).toBeUndefined();
  });

  it('reports penalties that the model refuses, by a list that the operator may change', () => {
    const request = { frequencyPenalty: 0.1, presencePenalty: 0.2 };
    expect(translate(request, { model: 'gemini-2.5-pro' })).toEqual({
      config: undefined,
      ignored: ['frequency_penalty', 'presence_penalty'],
    });
    expect(
      translate({ frequencyPenalty: 0, presencePenalty: 0 }, { model: 'gemini-2.5-pro' }),
    ).toEqual({ config: undefined, ignored: [] });
    expect(
      translate(request, { model: 'gemini-2.5-pro', quirks: { modelsWithoutPenalties: [] } }),
    ).toEqual({ config: request, ignored: [] });
  });

  it('reports sampling that the model refuses', () => {
    expect(
      translate({ temperature: 1, topP: 1, presencePenalty: 1 }, { facts: { sampling: false } }),
    ).toEqual({ config: undefined, ignored: ['temperature', 'top_p', 'presence_penalty'] });
  });

  it('maps modalities and refuses spoken answers', () => {
    const modalities = (...list: string[]) => translate({ openaiOptions: { modalities: list } });
    expect(modalities('text').config).toBeUndefined();
    expect(modalities('text', 'image').config).toEqual({ responseModalities: ['TEXT', 'IMAGE'] });
    expect(() => modalities('text', 'audio')).toThrow(
      expect.objectContaining({ code: 'unsupported_parameter', details: { param: 'modalities' } }),
    );
  });
});

describe('response_format', () => {
  const jsonSchema = { type: 'json-schema', name: 'answer', schema } as const;

  it('is a media type, and a schema', () => {
    expect(translate({ responseFormat: { type: 'json-object' } }).config).toEqual({
      responseMimeType: 'application/json',
    });
    expect(translate({ responseFormat: { ...jsonSchema, description: 'An A.' } }).config).toEqual({
      responseMimeType: 'application/json',
      responseJsonSchema: { ...schema, description: 'An A.' },
    });
  });

  it('reports keywords that found no place', () => {
    const { ignored } = translate({
      responseFormat: {
        ...jsonSchema,
        schema: { properties: { a: { $ref: '#/$defs/A', description: 'x' } } },
      },
    });
    expect(ignored).toEqual(['response_format.json_schema.schema.description']);
  });

  it('stands beside tools from Gemini 3 on only', () => {
    const request = { tools: [tool], responseFormat: jsonSchema };
    expect(translate(request).config).toHaveProperty('responseMimeType');
    expect(() => translate(request, { model: 'gemini-2.5-flash' })).toThrow(
      expect.objectContaining({ details: { param: 'response_format' } }),
    );
  });

  it('is without object when a tool call is forced, which Google refuses beside it', () => {
    const request = {
      tools: [tool],
      responseFormat: jsonSchema,
      toolChoice: { type: 'required' },
    } as const;
    expect(translate(request).config).toBeUndefined();
    expect(translate(request, { model: 'gemini-2.5-flash' }).config).toBeUndefined();
  });

  it('is refused where the model has no schemas', () => {
    expect(() =>
      translate({ responseFormat: jsonSchema }, { facts: { structuredOutput: false } }),
    ).toThrow(expect.objectContaining({ code: 'unsupported_parameter' }));
  });
});

describe('reasoning_effort', () => {
  const level = (...efforts: NonNullable<ModelFacts['thinking']>['efforts'] & object) =>
    ({ thinking: { kinds: ['level'], efforts, off: 'lowest-effort' } }) as const;
  const budget = (off: 'disabled' | 'lowest-effort', minimumBudget = 128): ModelFacts => ({
    maximumOutput: 10_000,
    thinking: { kinds: ['budget'], off, minimumBudget, maximumBudget: 8_000 },
  });
  const thinking = (
    reasoningEffort: NonNullable<ChatRequest['reasoningEffort']>,
    facts: ModelFacts,
    request: Partial<ChatRequest> = {},
  ) => translate({ reasoningEffort, ...request }, { facts }).config?.thinkingConfig;

  it.each([
    ['low', 'LOW'],
    ['medium', 'LOW'],
    ['minimal', 'LOW'],
    ['xhigh', 'HIGH'],
    ['max', 'HIGH'],
  ] as const)('is the nearest level that the model has: %s is %s', (effort, thinkingLevel) => {
    expect(thinking(effort, level('low', 'high'))).toEqual({
      includeThoughts: true,
      thinkingLevel,
    });
  });

  it('takes the newest levels for a model without facts', () => {
    expect(thinking('xhigh', {})).toEqual({ includeThoughts: true, thinkingLevel: 'HIGH' });
  });

  it('is the lowest level, without thoughts, when off', () => {
    expect(thinking('none', level('minimal', 'low'))).toEqual({ thinkingLevel: 'MINIMAL' });
  });

  it.each([
    ['low', 1_000],
    ['medium', 3_000],
    ['max', 8_000],
  ] as const)('is a budget in tokens before Gemini 3: %s is %i', (effort, thinkingBudget) => {
    expect(thinking(effort, budget('disabled'))).toEqual({ includeThoughts: true, thinkingBudget });
  });

  it('leaves room for the answer within its limit, but not less than the least budget', () => {
    const facts = budget('disabled');
    expect(thinking('medium', facts, { maxOutputTokens: 1_000 })?.thinkingBudget).toBe(300);
    expect(thinking('minimal', facts, { maxOutputTokens: 1_000 })?.thinkingBudget).toBe(128);
  });

  it('is 0 when off, or the minimum of a model that cannot stop thinking', () => {
    expect(thinking('none', budget('disabled'))).toEqual({ thinkingBudget: 0 });
    expect(thinking('none', budget('lowest-effort'))).toEqual({ thinkingBudget: 128 });
  });

  it('is reported for a model that does not think, unless it says so', () => {
    const facts: ModelFacts = { thinking: { kinds: [], off: 'disabled' } };
    expect(translate({ reasoningEffort: 'high' }, { facts })).toEqual({
      config: undefined,
      ignored: ['reasoning_effort'],
    });
    expect(translate({ reasoningEffort: 'none' }, { facts }).ignored).toEqual([]);
  });

  it('asks for no thoughts where the operator wants none', () => {
    expect(
      translate({ reasoningEffort: 'low' }, { quirks: { includeThoughts: false } }).config,
    ).toEqual({ thinkingConfig: { thinkingLevel: 'LOW' } });
  });
});
