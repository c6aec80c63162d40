import { describe, expect, it } from '@jest/globals';
import { readCallResult } from './read-call-result.js';

const text = (value: string) => ({ type: 'text' as const, text: value });
const image = { type: 'image' as const, data: 'AAAA', mimeType: 'image/png' };

describe('readCallResult', () => {
  it.each([
    ['text', { content: [text('a'), text('b')] }, 'a\nb'],
    ['text rather than structure', { content: [text('a')], structuredContent: { a: 1 } }, 'a'],
    ['structure without text', { content: [], structuredContent: { a: 1 } }, { a: 1 }],
    ['nothing', { content: [] }, null],
    ['an image', { content: [text('a'), image] }, { content: [text('a'), image] }],
    [
      'an image with structure',
      { content: [image], structuredContent: { a: 1 } },
      { content: [image], structuredContent: { a: 1 } },
    ],
  ])('gives %s', (_, result, expected) => {
    expect(readCallResult('draw', result)).toEqual(expected);
  });

  it.each([
    [{ content: [text('The disk is full.')] }, 'The disk is full.'],
    [{ content: [], structuredContent: { code: 7 } }, '{"code":7}'],
    [{ content: [image] }, 'draw failed and did not say why.'],
  ])('throws what went wrong: %j', (result, message) => {
    expect(() => readCallResult('draw', { ...result, isError: true })).toThrow(
      expect.objectContaining({ code: 'tool_error', message }),
    );
  });
});
