import { describe, expect, it } from '@jest/globals';
import { chatCallFor } from 'llm-gateway/testing';
import { readFileSync } from 'node:fs';
import type { AnthropicReading } from './anthropic-encoding.js';
import type { AnthropicMessage } from './anthropic.wire.js';
import { fromAnthropicResponse } from './from-anthropic-response.js';
import { ToolNames } from './tool-names.js';

const { provider } = chatCallFor({ url: 'http://127.0.0.1:1', adapter: 'anthropic' });
const PLAIN: AnthropicReading = {
  toolNames: new ToolNames([]),
  customTools: new Set(),
  jsonObject: false,
};

function fixture(name: string): AnthropicMessage {
  return JSON.parse(readFileSync(new URL(`./__fixtures__/${name}.json`, import.meta.url), 'utf8'));
}

function read(message: AnthropicMessage, reading: Partial<AnthropicReading> = {}) {
  return fromAnthropicResponse(message, { ...PLAIN, ...reading }, provider);
}

const choiceOf = (message: AnthropicMessage, reading?: Partial<AnthropicReading>) =>
  read(message, reading).choices[0];
const said = (text: string) => ({ content: [{ type: 'text', text }], stop_reason: 'end_turn' });

describe('fromAnthropicResponse', () => {
  it('translates thinking, text, tool calls and usage', () => {
    expect(read(fixture('thinking-and-tools'))).toEqual({
      id: 'msg_01Answer',
      model: 'claude-sonnet-4-20250514',
      choices: [
        {
          index: 0,
          finishReason: 'tool_calls',
          message: {
            role: 'assistant',
            parts: [
              {
                type: 'reasoning',
                text: 'Two cities.',
                signature: 'EqoBCkgIARABGAIiQL8Recorded==',
                format: 'anthropic-claude-v1',
              },
              {
                type: 'reasoning',
                text: '',
                encrypted: 'EmwKAhgBEgyRedacted',
                format: 'anthropic-claude-v1',
              },
              { type: 'text', text: 'Let me look.' },
              {
                type: 'tool-call',
                id: 'toolu_01Zurich',
                name: 'get_weather',
                kind: 'function',
                arguments: '{"city":"Zürich"}',
              },
              {
                type: 'tool-call',
                id: 'toolu_01Clock',
                name: 'get_time',
                kind: 'function',
                arguments: '{}',
              },
            ],
          },
        },
      ],
      usage: {
        inputTokens: 2_340,
        outputTokens: 181,
        cachedInputTokens: 2_000,
        cacheWriteTokens: 300,
        reasoningTokens: 60,
        extensions: {
          cache_creation: { ephemeral_5m_input_tokens: 300, ephemeral_1h_input_tokens: 0 },
          service_tier: 'standard',
          inference_geo: 'not_available',
        },
      },
    });
  });

  it('turns a refusal into content_filter with its explanation', () => {
    expect(choiceOf(fixture('refusal'))).toMatchObject({
      finishReason: 'content_filter',
      message: {
        parts: [{ type: 'refusal', text: 'This request was blocked under the usage policy.' }],
      },
      choiceExtensions: { stop_details: { category: 'cyber' } },
    });
  });

  it('has a refusal without details', () => {
    expect(choiceOf({ content: [], stop_reason: 'refusal', stop_details: null })).toMatchObject({
      finishReason: 'content_filter',
      message: { parts: [] },
    });
  });

  it('puts web sources in annotations and keeps what has no word of ours', () => {
    const message = fixture('citations');
    expect(choiceOf(message)).toMatchObject({
      finishReason: 'stop',
      choiceExtensions: { native_finish_reason: 'stop_sequence', stop_sequence: 'END' },
      message: {
        parts: [
          { type: 'text', text: 'As is known, ' },
          { type: 'text', text: 'Node 26 is out.' },
        ],
      },
      messageExtensions: {
        annotations: [
          {
            type: 'url_citation',
            url_citation: {
              start_index: 13,
              end_index: 28,
              title: 'Node',
              url: 'https://nodejs.org',
            },
          },
        ],
        citations: [{ type: 'char_location', document_title: 'Notes' }],
        anthropic_blocks: message.content?.slice(0, 2),
      },
    });
    expect(read(message).usage?.extensions).toEqual({
      server_tool_use: { web_search_requests: 1 },
    });
  });

  it('keeps fields of the message that it does not know', () => {
    const container = { id: 'container_1' };
    expect(read({ ...said('Hi'), container, diagnostics: null }).extensions).toEqual({ container });
  });

  it('reads an answer with nothing but text', () => {
    expect(
      read({
        content: [
          { type: 'text', text: 'Hi' },
          { type: 'text', text: '' },
        ],
      }),
    ).toEqual({
      choices: [
        {
          index: 0,
          finishReason: 'stop',
          message: { role: 'assistant', parts: [{ type: 'text', text: 'Hi' }] },
        },
      ],
    });
  });

  it('carries thinking that nobody signed without a format', () => {
    const content = [{ type: 'thinking', thinking: 'Hm', signature: '' }];
    expect(choiceOf({ content })?.message.parts).toEqual([{ type: 'reasoning', text: 'Hm' }]);
  });

  it('makes the input of the answer tool the content', () => {
    const json = { type: 'tool_use', id: 't', name: 'json', input: { a: [1] } };
    const message = { content: [{ type: 'text', text: 'So:' }, json], stop_reason: 'tool_use' };
    expect(choiceOf(message, { jsonTool: 'json' })).toEqual({
      index: 0,
      finishReason: 'stop',
      message: { role: 'assistant', parts: [{ type: 'text', text: '{"a":[1]}' }] },
      messageExtensions: { anthropic_blocks: [{ type: 'text', text: 'So:' }] },
    });
    expect(choiceOf(message)?.finishReason).toBe('tool_calls');
  });

  it("gives back the client's names and the text of custom tools", () => {
    const names = new ToolNames(['my.shell']);
    const content = [{ type: 'tool_use', id: 't', name: 'my_shell', input: { input: 'ls' } }];
    const reading = { toolNames: names, customTools: new Set(['my_shell']) };
    expect(choiceOf({ content }, reading)?.message.parts).toEqual([
      { type: 'tool-call', id: 't', name: 'my.shell', kind: 'custom', arguments: 'ls' },
    ]);
  });

  it('mints an id for a call that has none', () => {
    const content = [{ type: 'tool_use', name: 'f' }];
    expect(choiceOf({ content })?.message.parts[0]).toMatchObject({
      id: expect.stringMatching(/^call_[\da-f]{24}$/),
      arguments: '{}',
    });
  });

  it('unwraps and checks a JSON object that was asked for', () => {
    const [part] =
      choiceOf(said('\n```json\n{"a":1}\n```'), { jsonObject: true })?.message.parts ?? [];
    expect(part).toEqual({ type: 'text', text: '{"a":1}' });
    for (const text of ['[1]', 'No.', '"{}"', ''])
      expect(() => choiceOf(said(text), { jsonObject: true })).toThrow(/JSON object/);
    const cut = { ...said('{"a":'), stop_reason: 'max_tokens' };
    expect(choiceOf(cut, { jsonObject: true })?.finishReason).toBe('length');
  });
});
