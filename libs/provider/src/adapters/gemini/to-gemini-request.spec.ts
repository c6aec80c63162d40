import { describe, expect, it } from '@jest/globals';
import type { ChatRequest } from 'llm-gateway/contracts';
import { chatCallFor, type ChatCallOptions } from 'llm-gateway/testing';
import { toGeminiRequest, toMethodPath } from './to-gemini-request.js';

function translate(request: Partial<ChatRequest>, options: Partial<ChatCallOptions> = {}) {
  const call = chatCallFor({ url: 'http://fake', adapter: 'gemini', ...options, request });
  return { request: toGeminiRequest(call), ignored: [...call.scope.ignoredParameters] };
}

const contents = [{ role: 'user', parts: [{ text: 'Hi' }] }];

describe('toGeminiRequest', () => {
  it('sends the contents alone when the client sets nothing', () => {
    expect(translate({})).toEqual({ request: { contents }, ignored: [] });
  });

  it.each([
    ['auto', undefined, []],
    ['default', 'standard', []],
    ['flex', 'flex', []],
    ['priority', 'priority', []],
    ['fast', 'priority', []],
    ['scale', undefined, ['service_tier']],
  ])('maps the service tier %s to %s', (serviceTier, expected, ignored) => {
    const result = translate({ serviceTier });
    expect(result.request.serviceTier).toBe(expected);
    expect(result.ignored).toEqual(ignored);
  });

  it('reports every field that Gemini has no word for, and no other', () => {
    const { ignored } = translate({
      logitBias: { 1: 2 },
      verbosity: 'low',
      user: 'u',
      metadata: { a: 'b' },
      openaiOptions: {
        store: true,
        prediction: {},
        prompt_cache_key: 'k',
        modalities: ['text'],
      },
      unknownFields: {
        min_p: 0.1,
        top_k: 40,
      },
    });
    expect(ignored.toSorted()).toEqual(
      [
        'logit_bias',
        'metadata',
        'min_p',
        'prediction',
        'prompt_cache_key',
        'user',
        'verbosity',
      ].toSorted(),
    );
  });

  it('forwards store', () => {
    expect(translate({ openaiOptions: { store: false } }).request.store).toBe(false);
  });

  it("takes Gemini's own settings as clients of Google's OpenAI endpoint send them", () => {
    const settings = [{ category: 'HARM_CATEGORY_HARASSMENT', threshold: 'OFF' }];
    const { request, ignored } = translate({
      reasoningEffort: 'high',
      unknownFields: {
        top_k: 40,
        extra_body: {
          google: {
            thinking_config: { thinking_budget: 800, include_thoughts: true },
            safety_settings: settings,
            cached_content: 'cachedContents/1',
            other: 1,
          },
          more: 2,
        },
      },
    });
    expect(request).toEqual({
      contents,
      generationConfig: {
        topK: 40,
        thinkingConfig: { thinkingBudget: 800, includeThoughts: true },
      },
      safetySettings: settings,
      cachedContent: 'cachedContents/1',
    });
    expect(ignored).toEqual(['extra_body.more', 'google.other']);
  });

  it("prefers the client's safety settings to the operator's", () => {
    const safetySettings = [{ category: 'A', threshold: 'OFF' }];
    const quirks = { safetySettings };
    expect(translate({}, { quirks }).request.safetySettings).toBe(safetySettings);
    const own = [{ category: 'B', threshold: 'OFF' }];
    expect(
      translate({ unknownFields: { google: { safetySettings: own } } }, { quirks }).request
        .safetySettings,
    ).toBe(own);
  });
});

describe('toMethodPath', () => {
  it.each([
    ['gemini-3.8-flash', '/v1/models/gemini-3.8-flash:go'],
    ['models/gemini-3.8-flash', '/v1/models/gemini-3.8-flash:go'],
    ['tunedModels/a?b', '/v1/tunedModels/a%3Fb:go'],
  ])('finds %s at %s', (model, path) => {
    expect(toMethodPath(model, 'v1', 'go')).toBe(path);
  });
});
