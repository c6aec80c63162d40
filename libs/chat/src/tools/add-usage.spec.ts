import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Usage } from 'llm-gateway/contracts';
import { addUsage, tokensOf } from './add-usage.js';

const count = fc.nat(1_000);
const usage = fc.record(
  {
    inputTokens: count,
    outputTokens: count,
    totalTokens: count,
    cachedInputTokens: count,
    reasoningTokens: count,
    extensions: fc.record({ cost: count, tier: fc.constantFrom('a', 'b') }, { requiredKeys: [] }),
  },
  { requiredKeys: ['inputTokens', 'outputTokens'] },
) as fc.Arbitrary<Usage>;

describe('addUsage', () => {
  it('does not depend on how rounds are put together', () => {
    fc.assert(
      fc.property(usage, usage, usage, (one, two, three) => {
        expect(addUsage(addUsage(one, two), three)).toEqual(addUsage(one, addUsage(two, three)));
        expect(tokensOf(addUsage(one, two))).toBe(tokensOf(one) + tokensOf(two));
      }),
    );
  });

  it('adds nothing to what is not known', () => {
    const one: Usage = { inputTokens: 1, outputTokens: 2 };
    expect(addUsage(undefined, undefined)).toBeUndefined();
    expect(addUsage(one, undefined)).toBe(one);
    expect(addUsage(undefined, one)).toBe(one);
    expect(addUsage(one, one)).toEqual({ inputTokens: 2, outputTokens: 4 });
  });

  it('counts the sum where only one of them has a total', () => {
    const one: Usage = { inputTokens: 1, outputTokens: 2, totalTokens: 10 };
    expect(addUsage(one, { inputTokens: 3, outputTokens: 4 })?.totalTokens).toBe(17);
  });
});
