import { describe, expect, it } from '@jest/globals';
import { ATTACHMENT_TOKENS, messageTokens } from './message-tokens.js';

const charactersOf = (fields: object) =>
  messageTokens({ role: 'user', ...fields }, (text) => text.length) -
  messageTokens({ role: 'user' }, (text) => text.length);
const base64 = 'A'.repeat(100_000);

describe('messageTokens', () => {
  it.each<[string, object, number]>([
    ['text', { content: '12345' }, 5],
    ['no content', { content: null, tool_calls: null, reasoning_details: null }, 0],
    [
      'text parts',
      {
        content: [
          { type: 'text', text: '123' },
          { type: 'text', text: '45' },
        ],
      },
      5,
    ],
    ['refusals', { refusal: '12', content: [{ type: 'refusal', refusal: '345' }] }, 5],
    [
      'calls of functions',
      { tool_calls: [{ id: 'call_1', function: { name: 'f', arguments: '{"a":1}' } }] },
      8,
    ],
    ['custom calls', { tool_calls: [{ id: 'call_1', custom: { name: 'c', input: '12' } }] }, 3],
    ['deprecated calls', { function_call: { name: 'f', arguments: '{}' } }, 3],
    ['thinking', { reasoning_content: '12345' }, 5],
    [
      'thinking in details, once and without signatures',
      {
        reasoning_content: '12345',
        reasoning_details: [
          { type: 'reasoning.text', text: '123', signature: base64 },
          { type: 'reasoning.summary', summary: '45' },
          { type: 'reasoning.encrypted', data: base64 },
        ],
      },
      5,
    ],
    [
      'attachments flatly',
      {
        content: [
          { type: 'text', text: '12' },
          { type: 'image_url', image_url: { url: `data:image/png;base64,${base64}` } },
          { type: 'input_audio', input_audio: { data: base64, format: 'wav' } },
          { type: 'file', file: { file_data: base64 } },
        ],
      },
      2 + 3 * ATTACHMENT_TOKENS,
    ],
  ])('counts %s', (_what, fields, tokens) => {
    expect(charactersOf(fields)).toBe(tokens);
  });

  it('counts something for every message', () => {
    expect(messageTokens({ role: 'user', content: '' }, () => 0)).toBeGreaterThan(0);
  });
});
