import { describe, expect, it } from '@jest/globals';
import type { Provider } from 'llm-gateway/contracts';
import { findModelFacts } from './find-model-facts.js';
import { compilePattern } from './match-pattern.js';

describe('compilePattern', () => {
  it.each<[pattern: string, name: string, matches: boolean]>([
    ['gpt-*', 'gpt-5', true],
    ['gpt-*', 'gpt-', true],
    ['gpt-*', 'my-gpt-5', false],
    ['gpt-*', 'GPT-5', true],
    ['*', '', true],
    ['*-mini', 'o4-mini', true],
    ['*-mini', 'o4-mini-high', false],
    ['a*c*e', 'abcde', true],
    ['a*c*e', 'abde', false],
    ['o1', 'o1', true],
    ['o1', 'o1-pro', false],
    ['claude-3.5', 'claude-3x5', false],
    ['a+b(c)[d]{e}^$|\\?', 'a+b(c)[d]{e}^$|\\?', true],
    ['a**b', 'ab', true],
  ])('%s and %s: %p', (pattern, name, matches) => {
    expect(compilePattern(pattern).test(name)).toBe(matches);
  });

  it('gives the same answer each time', () => {
    const pattern = compilePattern('gpt-*');
    expect([pattern.test('gpt-5'), pattern.test('gpt-5')]).toEqual([true, true]);
  });

  it('is quick to refuse a long name', () => {
    expect(compilePattern('*a*b*').test('a'.repeat(512))).toBe(false);
  });
});

describe('findModelFacts', () => {
  const provider = {
    models: [
      { match: 'm-1-mini', contextWindow: 1 },
      { match: 'm-1*', contextWindow: 2 },
      { match: '*', contextWindow: 3 },
    ],
  } as unknown as Provider;

  it.each([
    ['m-1-mini', 1],
    ['M-1-MINI', 1],
    ['m-1-2026-01-01', 2],
    ['other', 3],
  ])('takes the first row that matches %s', (model, contextWindow) => {
    expect(findModelFacts(provider, model)).toMatchObject({ contextWindow });
  });

  it('knows nothing where no row matches', () => {
    expect(findModelFacts({ models: [] } as unknown as Provider, 'm')).toEqual({});
  });
});
