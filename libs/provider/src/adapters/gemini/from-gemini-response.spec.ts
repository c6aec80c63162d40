import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import type { ChatRequest } from 'llm-gateway/contracts';
import { chatCallFor } from 'llm-gateway/testing';
import { fromGeminiResponse } from './from-gemini-response.js';
import type { GeminiResponse } from './gemini.wire.js';

const recorded = JSON.parse(
  readFileSync(new URL('./__fixtures__/answer.json', import.meta.url), 'utf8'),
) as GeminiResponse;

function read(response: object, request: Partial<ChatRequest> = {}) {
  const call = chatCallFor({ url: 'http://fake', adapter: 'gemini', request });
  return fromGeminiResponse(response as GeminiResponse, call);
}

function readCandidate(candidate: object) {
  const [choice] = read({ candidates: [candidate] }).choices;
  return choice;
}

const format = 'google-gemini-v1';

describe('fromGeminiResponse', () => {
  it('reads a recorded answer with thoughts, signatures and parallel tool calls', () => {
    expect(read(recorded)).toEqual({
      id: 'M3iLaY-AI7zTxN8P3Piw4Qg',
      model: 'gemini-3-pro-preview',
      created: Date.UTC(2026, 10, 20, 8) / 1_000,
      choices: [
        {
          index: 0,
          finishReason: 'tool_calls',
          message: {
            role: 'assistant',
            parts: [
              { type: 'reasoning', text: '**Counting**' },
              { type: 'text', text: 'There are **3**.' },
              { type: 'reasoning', text: '', encrypted: 'EmcKZQERTTIPioay1Mob3', format },
              { type: 'text', text: ' Sure.' },
              {
                type: 'tool-call',
                kind: 'function',
                name: 'get_weather',
                id: expect.stringMatching(/^call_[0-9a-f]{24}$/),
                arguments: '{"city":"Paris"}',
                providerMetadata: { google: { thought_signature: 'AY89a19YsnFp7FOSIejJ=' } },
              },
              {
                type: 'tool-call',
                kind: 'function',
                name: 'get_time',
                id: 'm6rogicj',
                arguments: '{}',
              },
            ],
          },
          choiceExtensions: {
            extra_content: {
              google: {
                safetyRatings: [
                  { category: 'HARM_CATEGORY_HARASSMENT', probability: 'NEGLIGIBLE' },
                ],
              },
            },
          },
        },
      ],
      usage: {
        inputTokens: 105,
        cachedInputTokens: 64,
        outputTokens: 50,
        reasoningTokens: 30,
        audioInputTokens: 20,
      },
      extensions: { service_tier: 'priority' },
    });
  });

  it('turns a blocked prompt into a refusal that names the reason', () => {
    const response = read({
      promptFeedback: { blockReason: 'PROHIBITED_CONTENT', safetyRatings: [] },
      usageMetadata: { promptTokenCount: 9, totalTokenCount: 9 },
    });
    expect(response).toEqual({
      choices: [
        {
          index: 0,
          finishReason: 'content_filter',
          message: {
            role: 'assistant',
            parts: [
              { type: 'refusal', text: 'The provider blocked the prompt (PROHIBITED_CONTENT).' },
            ],
          },
        },
      ],
      usage: { inputTokens: 9, outputTokens: 0 },
      extensions: {
        extra_content: {
          google: {
            promptFeedback: { blockReason: 'PROHIBITED_CONTENT', safetyRatings: [] },
          },
        },
      },
    });
  });

  it.each([
    {},
    { candidates: [] },
    { promptFeedback: { blockReason: 'BLOCKED_REASON_UNSPECIFIED' } },
  ])('refuses an answer without candidates and without a reason: %j', (response) => {
    expect(() => read(response)).toThrow(
      expect.objectContaining({ code: 'provider_invalid_response' }),
    );
  });

  it.each([
    ['STOP', 'stop', undefined],
    ['MAX_TOKENS', 'length', undefined],
    ['CONTINUATION', 'length', 'CONTINUATION'],
    ['SAFETY', 'content_filter', 'SAFETY'],
    ['RECITATION', 'content_filter', 'RECITATION'],
    ['BLOCKLIST', 'content_filter', 'BLOCKLIST'],
    ['PROHIBITED_CONTENT', 'content_filter', 'PROHIBITED_CONTENT'],
    ['SPII', 'content_filter', 'SPII'],
    ['IMAGE_SAFETY', 'content_filter', 'IMAGE_SAFETY'],
    ['IMAGE_PROHIBITED_CONTENT', 'content_filter', 'IMAGE_PROHIBITED_CONTENT'],
    ['IMAGE_RECITATION', 'content_filter', 'IMAGE_RECITATION'],
    ['LANGUAGE', 'content_filter', 'LANGUAGE'],
    ['OTHER', 'content_filter', 'OTHER'],
    ['IMAGE_OTHER', 'content_filter', 'IMAGE_OTHER'],
    ['NO_IMAGE', 'stop', 'NO_IMAGE'],
    ['SOMETHING_NEW', 'stop', 'SOMETHING_NEW'],
  ])('maps the finish reason %s to %s', (finishReason, expected, native) => {
    const choice = readCandidate({ content: {}, finishReason });
    expect(choice?.finishReason).toBe(expected);
    expect(choice?.choiceExtensions?.['native_finish_reason']).toBe(native);
  });

  it('keeps "length" beside tool calls: the answer is not whole', () => {
    const choice = readCandidate({
      content: { parts: [{ functionCall: { name: 'look' } }] },
      finishReason: 'MAX_TOKENS',
    });
    expect(choice?.finishReason).toBe('length');
  });

  it.each([
    'MALFORMED_FUNCTION_CALL',
    'MALFORMED_RESPONSE',
    'UNEXPECTED_TOOL_CALL',
    'TOO_MANY_TOOL_CALLS',
  ])('makes an error that may be tried again of %s', (finishReason) => {
    expect(() => readCandidate({ finishReason, finishMessage: 'print(look())' })).toThrow(
      expect.objectContaining({
        code: 'provider_invalid_response',
        message: expect.stringContaining(`${finishReason}: print(look())`),
        details: expect.objectContaining({ transient: true, providerCode: finishReason }),
      }),
    );
  });

  it('keeps candidates apart', () => {
    const { choices } = read({
      candidates: [
        { content: { parts: [{ text: 'b' }] }, index: 1, finishReason: 'STOP' },
        { content: { parts: [{ text: 'a' }] }, index: 0, finishReason: 'MAX_TOKENS' },
      ],
    });
    expect(choices.map(({ index, finishReason }) => [index, finishReason])).toEqual([
      [1, 'stop'],
      [0, 'length'],
    ]);
  });

  it("gives log probabilities in OpenAI's form", () => {
    const choice = readCandidate({
      content: { parts: [{ text: 'ö' }] },
      finishReason: 'STOP',
      logprobsResult: {
        chosenCandidates: [{ token: 'ö', tokenId: 5, logProbability: -0.5 }],
        topCandidates: [{ candidates: [{ token: 'ö', logProbability: -0.5 }, { token: 'o' }] }],
      },
    });
    const bytes = [0xc3, 0xb6];
    expect(choice?.logprobs).toEqual({
      content: [
        {
          token: 'ö',
          logprob: -0.5,
          bytes,
          top_logprobs: [
            {
              token: 'ö',
              logprob: -0.5,
              bytes,
            },
            {
              token: 'o',
              logprob: -9999,
              bytes: [111],
            },
          ],
        },
      ],
      refusal: null,
    });
  });

  it('gives images and parts without a word of ours as message extensions', () => {
    const code = { executableCode: { language: 'PYTHON', code: '1+1' } };
    const result = { codeExecutionResult: { outcome: 'OUTCOME_OK', output: '2' } };
    const image = { mimeType: 'image/png', data: 'AAAA' };
    const choice = readCandidate({
      content: { parts: [code, result, { inlineData: image, thoughtSignature: 's' }] },
      finishReason: 'STOP',
    });
    expect(choice?.message.parts).toEqual([]);
    expect(choice?.messageExtensions).toEqual({
      extra_content: { google: { parts: [code, result] } },
      images: [
        {
          type: 'image_url',
          image_url: { url: 'data:image/png;base64,AAAA' },
          extra_content: { google: { thought_signature: 's' } },
        },
      ],
    });
  });

  it('gives the calls of custom tools their free text back', () => {
    const { choices } = read(
      {
        candidates: [
          {
            content: { parts: [{ functionCall: { id: 'a', name: 'sql', args: { input: 'go' } } }] },
            finishReason: 'STOP',
          },
        ],
      },
      { tools: [{ type: 'custom', name: 'sql' }] },
    );
    expect(choices[0]?.message.parts).toEqual([
      { type: 'tool-call', kind: 'custom', id: 'a', name: 'sql', arguments: 'go' },
    ]);
  });

  it('joins the pieces of a thought and keeps signed thoughts apart', () => {
    const choice = readCandidate({
      content: {
        parts: [
          { text: 'a', thought: true },
          { text: 'b', thought: true, thoughtSignature: 's1' },
          { text: 'c', thought: true, thoughtSignature: 's2' },
        ],
      },
      finishReason: 'STOP',
    });
    expect(choice?.message.parts).toEqual([
      { type: 'reasoning', text: 'ab', signature: 's1', format },
      { type: 'reasoning', text: 'c', signature: 's2', format },
    ]);
  });

  it('refuses a function call without a name', () => {
    expect(() => readCandidate({ content: { parts: [{ functionCall: {} }] } })).toThrow(
      expect.objectContaining({ code: 'provider_invalid_response' }),
    );
  });

  it('tolerates nulls and says the total where it differs from the sum', () => {
    const response = read({
      responseId: null,
      candidates: [
        { content: { parts: null }, finishReason: 'STOP', index: null, safetyRatings: null },
      ],
      promptFeedback: null,
      usageMetadata: { promptTokenCount: 1, candidatesTokenCount: null, totalTokenCount: 5 },
    });
    expect(response).toEqual({
      choices: [{ index: 0, message: { role: 'assistant', parts: [] }, finishReason: 'stop' }],
      usage: { inputTokens: 1, outputTokens: 0, totalTokens: 5 },
    });
  });
});
