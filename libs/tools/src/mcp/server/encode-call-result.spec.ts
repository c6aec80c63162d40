import { describe, expect, it } from '@jest/globals';
import { encodeCallResult } from './encode-call-result.js';

const encode = (result: unknown) =>
  encodeCallResult({ name: 'draw', durationMs: 1, success: true, result });
const text = (value: string) => ({ type: 'text', text: value });
const image = { type: 'image', data: 'AAAA', mimeType: 'image/png' };

describe('encodeCallResult', () => {
  it.each([
    ['text', 'Hi', { content: [text('Hi')] }],
    ['an object', { a: 1 }, { content: [text('{"a":1}')], structuredContent: { a: 1 } }],
    ['a list', [1], { content: [text('[1]')] }],
    ['nothing', null, { content: [text('null')] }],
    ["MCP's own form", { content: [image] }, { content: [image] }],
    [
      "MCP's own form with structure",
      { content: [image], structuredContent: { a: 1 } },
      { content: [image], structuredContent: { a: 1 } },
    ],
  ])('carries %s', (_, result, expected) => {
    expect(encode(result)).toEqual(expected);
  });

  it.each([
    { content: [{ type: 'image' }] },
    { content: [] },
    { content: 'x' },
    { content: [image], more: 1 },
    { content: [image], structuredContent: 1 },
  ])("does not take for MCP's own form what only looks like it: %j", (result) => {
    expect(encode(result)).toEqual({
      content: [text(JSON.stringify(result))],
      structuredContent: result,
    });
  });

  it('says that a call failed', () => {
    const failed = { name: 'draw', durationMs: 1, success: false, error: 'No ink.' } as const;
    expect(encodeCallResult({ ...failed, code: 'tool_error' })).toEqual({
      content: [text('No ink.')],
      isError: true,
    });
  });
});
