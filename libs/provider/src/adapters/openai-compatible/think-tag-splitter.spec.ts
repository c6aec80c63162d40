import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ThinkTagSplitter } from './think-tag-splitter.js';

function split(pieces: readonly string[]): { reasoning: string; text: string } {
  const splitter = new ThinkTagSplitter();
  const all = [...pieces.flatMap((piece) => splitter.push(piece)), ...splitter.end()];
  const joined = (kind: string) =>
    all
      .filter((piece) => piece.kind === kind)
      .map(({ text }) => text)
      .join('');
  return { reasoning: joined('reasoning'), text: joined('text') };
}

function cut(text: string, cuts: readonly number[]): string[] {
  const borders = [0, ...[...cuts].sort((a, b) => a - b), text.length];
  return borders.slice(1).map((end, at) => text.slice(borders[at], end));
}

describe('ThinkTagSplitter', () => {
  it.each([
    ['<think>a</think>b', 'a', 'b'],
    ['\n<think>\na\n</think>\n\nb', '\na\n', 'b'],
    ['no tags', '', 'no tags'],
    ['late <think>a</think>', '', 'late <think>a</think>'],
    ['<thinking>a', '', '<thinking>a'],
    ['<think>never closed', 'never closed', ''],
    ['<think>a < b </thin </think>c', 'a < b </thin ', 'c'],
    ['<th', '', '<th'],
    ['', '', ''],
  ])('%j wherever it is cut', (whole, reasoning, text) => {
    fc.assert(
      fc.property(fc.array(fc.nat(whole.length), { maxLength: 12 }), (cuts) => {
        expect(split(cut(whole, cuts))).toEqual({ reasoning, text });
      }),
    );
  });

  it('gives text out at once when no tag can come any more', () => {
    const splitter = new ThinkTagSplitter();
    expect(splitter.push('Hi')).toEqual([{ kind: 'text', text: 'Hi' }]);
    expect(splitter.push('<')).toEqual([{ kind: 'text', text: '<' }]);
  });
});
