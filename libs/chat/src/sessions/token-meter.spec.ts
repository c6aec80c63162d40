import { describe, expect, it } from '@jest/globals';
import { estimateTokenCount } from 'tokenx';
import { TokenMeter, mostTokens } from './token-meter.js';

const PROSE = 'The gateway keeps a conversation, and sends as much of it as the model can read. ';
const JSON_TEXT = '{"id":12345,"tags":["a","b"],"price":{"amount":9.99,"currency":"EUR"}},';
const CHINESE = '网关会记住对话，并发送模型能读取的内容。';
const EMOJI = '👩‍👩‍👧👍🏽';
const count = (texts: readonly string[]) => {
  const meter = new TokenMeter();
  return texts.reduce((sum, text) => sum + meter.count(text), 0);
};

describe('TokenMeter', () => {
  it.each(['', 'a', PROSE, JSON_TEXT, CHINESE, EMOJI])(
    'estimates %j as the library does',
    (text) => {
      expect(count([text])).toBe(estimateTokenCount(text));
      expect(count([text, text])).toBe(2 * estimateTokenCount(text));
    },
  );

  it.each([
    ['one long text', [PROSE.repeat(2_000)]],
    ['many short ones', Array.from({ length: 3_000 }, () => PROSE)],
    ['many very short ones', Array.from({ length: 30_000 }, () => 'ok!')],
    ['a mixture', [PROSE.repeat(900), JSON_TEXT.repeat(900), CHINESE.repeat(900)]],
    [
      'a mixture of short ones',
      Array.from({ length: 900 }, () => [PROSE, JSON_TEXT, CHINESE]).flat(),
    ],
  ])('comes close for %s', (_what, texts) => {
    const exact = texts.reduce((sum, text) => sum + estimateTokenCount(text), 0);
    expect(count(texts) / exact).toBeGreaterThan(0.9);
    expect(count(texts) / exact).toBeLessThan(1.1);
  });

  it.each([PROSE, JSON_TEXT, CHINESE, EMOJI, '\ud800', 'a\n\n  b'])(
    'never says more than mostTokens: %j',
    (text) => {
      const long = text.repeat(1_000);
      expect(count([long])).toBeLessThanOrEqual(mostTokens(long));
    },
  );
});
