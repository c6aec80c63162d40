import { describe, expect, it } from '@jest/globals';
import { assertBoundedNesting } from './bounded-nesting.js';

const MAXIMUM = 128;

function nest(levels: number, wrap: (inner: unknown) => unknown): unknown {
  let value: unknown = 'leaf';
  for (let level = 0; level < levels; level++) value = wrap(value);
  return value;
}

describe('assertBoundedNesting', () => {
  const shapes: [string, (inner: unknown) => unknown][] = [
    ['arrays', (inner) => [inner]],
    ['objects', (inner) => ({ a: 1, inner })],
    ['both', (inner) => [{ inner }, 1]],
  ];

  it.each(shapes.slice(0, 2))('accepts 128 levels of %s and refuses one more', (_what, wrap) => {
    expect(() => assertBoundedNesting(nest(MAXIMUM, wrap))).not.toThrow();
    expect(() => assertBoundedNesting(nest(MAXIMUM + 1, wrap))).toThrow(
      'The request body is nested deeper than 128 levels.',
    );
  });

  it('counts arrays and objects alike', () => {
    const [, , both] = shapes;
    expect(() => assertBoundedNesting(nest(MAXIMUM / 2, both![1]))).not.toThrow();
    expect(() => assertBoundedNesting(nest(MAXIMUM / 2 + 1, both![1]))).toThrow('deeper');
  });

  it('finds the deep branch behind many shallow ones', () => {
    const deep = [...Array.from({ length: 1_000 }, () => [1]), nest(MAXIMUM, (inner) => [inner])];
    expect(() => assertBoundedNesting(deep)).toThrow('deeper');
  });

  it.each([null, 1, 'text', true, [], {}, Array.from({ length: 100_000 }, () => ({}))])(
    'accepts flat values',
    (value) => {
      expect(() => assertBoundedNesting(value)).not.toThrow();
    },
  );
});
