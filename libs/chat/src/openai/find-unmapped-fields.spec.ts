import { describe, expect, it } from '@jest/globals';
import type { ChatCompletionRequest } from './chat-completion-request.schema.js';
import { findUnmappedFields } from './find-unmapped-fields.js';

const BASE = { model: 'm', messages: [{ role: 'user', content: 'Hi' }] };

function find(fields: object): string[] {
  return findUnmappedFields({ ...BASE, ...fields } as ChatCompletionRequest);
}

const messages = (...list: object[]) => ({ messages: list });
const content = (...parts: object[]) => messages({ role: 'user', content: parts });

describe('findUnmappedFields', () => {
  it.each<[string, object, string[]]>([
    ['a message', messages({ role: 'user', content: 'Hi', weight: 1 }), ['messages[].weight']],
    [
      'a field of another role',
      messages({ role: 'user', content: 'Hi', tool_call_id: 'c' }),
      ['messages[].tool_call_id'],
    ],
    [
      'thinking under a foreign name',
      messages({ role: 'assistant', content: 'x', reasoning: 'y' }),
      ['messages[].reasoning'],
    ],
    [
      'a content part',
      content({ type: 'text', text: 'Hi', title: 't' }),
      ['messages[].content[].title'],
    ],
    [
      'an image',
      content({ type: 'image_url', image_url: { url: 'https://x', media_type: 'a' } }),
      ['messages[].content[].image_url.media_type'],
    ],
    [
      'a tool call',
      messages({
        role: 'assistant',
        tool_calls: [
          { id: 'c', type: 'function', index: 0, function: { name: 'f', arguments: '' } },
        ],
      }),
      ['messages[].tool_calls[].index'],
    ],
    [
      'a tool',
      { tools: [{ type: 'function', function: { name: 'f', returns: {} }, defer_loading: true }] },
      ['tools[].function.returns', 'tools[].defer_loading'],
    ],
    [
      'a response format',
      { response_format: { type: 'json_schema', json_schema: { name: 'a', version: 2 } } },
      ['response_format.json_schema.version'],
    ],
    [
      'stream options',
      { stream_options: { include_usage: true, chunk_size: 5 } },
      ['stream_options.chunk_size'],
    ],
  ])('finds what %s has too much', (_what, fields, found) => {
    expect(find(fields)).toEqual(found);
  });

  it('names a field once, however often it comes', () => {
    const part = { type: 'text', text: 'Hi', title: 't' };
    expect(find(content(part, part))).toEqual(['messages[].content[].title']);
  });

  it.each<[string, object]>([
    ['unknown fields at the top, which travel on', { top_k: 5, safety_settings: [{ a: 1 }] }],
    [
      'nulls, which say nothing',
      messages({ role: 'user', content: 'Hi', tool_calls: null, weight: null }),
    ],
    [
      'free-form objects',
      {
        metadata: { a: 'b' },
        logit_bias: { 1: 2 },
        prediction: { x: 1 },
        tools: [
          { type: 'function', function: { name: 'f', parameters: { type: 'object', $defs: {} } } },
        ],
      },
    ],
    [
      'an answer of the gateway itself',
      messages({
        role: 'assistant',
        content: 'x',
        refusal: null,
        annotations: [],
        reasoning_content: 'y',
        reasoning_details: [{ type: 'reasoning.text', text: 'y', index: 0 }],
        tool_calls: [
          {
            id: 'c',
            type: 'function',
            function: { name: 'f', arguments: '' },
            extra_content: { google: {} },
          },
        ],
      }),
    ],
    [
      'a tool result with the name of its tool',
      messages({ role: 'tool', tool_call_id: 'c', content: 'x', name: 'f' }),
    ],
    [
      'plain text content',
      messages({ role: 'assistant', content: 'text' }, { role: 'system', content: 'text' }),
    ],
  ])('does not report %s', (_what, fields) => {
    expect(find(fields)).toEqual([]);
  });

  it('reports names that objects have by nature', () => {
    expect(find(messages({ role: 'user', content: 'Hi', constructor: 1 }))).toEqual([
      'messages[].constructor',
    ]);
  });
});
