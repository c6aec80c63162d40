import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { embedText } from './embed-text.js';

const dot = (one: Float32Array, other: Float32Array) =>
  one.reduce((sum, value, index) => sum + value * other[index]!, 0);

describe('embedText', () => {
  it('gives a unit vector of the wanted length, the same every time', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.integer({ min: 1, max: 64 }),
        (text, size) => {
          const vector = embedText(text, size);
          expect(vector).toHaveLength(size);
          expect(dot(vector, vector)).toBeCloseTo(1, 5);
          expect(embedText(text, size)).toEqual(vector);
        },
      ),
    );
  });

  it('puts texts near each other that share words', () => {
    const [question, answer, other] = [
      'where is the cat',
      'the cat is on the mat',
      'quarterly revenue report',
    ].map((text) => embedText(text, 256));
    expect(dot(question!, answer!)).toBeGreaterThan(0.5);
    expect(Math.abs(dot(question!, other!))).toBeLessThan(0.3);
  });

  it('tells texts apart that differ in order or are empty', () => {
    expect(embedText('a b', 16)).not.toEqual(embedText('b a', 16));
    expect(embedText('', 16)).not.toEqual(embedText(' ', 16));
  });
});
