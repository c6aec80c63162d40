import { describe, expect, it } from '@jest/globals';
import { contextOf } from './__fixtures__/read-stream.js';
import { optionsOf, parseOptions } from './openai-compatible.options.js';

describe('parseOptions', () => {
  it('completes what is not given', () => {
    expect(parseOptions({ supports: { n: false }, conformant: true })).toMatchObject({
      conformant: true,
      maxTokensField: 'max_tokens',
      developerRole: 'system',
      doneSentinel: 'no',
      supports: { n: false, tools: true, customTools: false },
      reasoning: { requestField: 'reasoning_effort', replay: 'forbidden' },
      dropFields: [],
      finishReasonMap: {},
    });
  });

  it('leaves what it is given alone', () => {
    const quirks = Object.freeze({ supports: Object.freeze({ n: false }) });
    expect(() => parseOptions(quirks)).not.toThrow();
    expect(quirks).toEqual({ supports: { n: false } });
  });

  it.each([
    [{ conformnt: true }, "The quirk 'conformnt' is unknown. Known here: conformant, "],
    [{ supports: { m: true } }, "The quirk 'supports.m' is unknown. Known here: tools, "],
    [{ reasoning: { reply: 'x' } }, "The quirk 'reasoning.reply' is unknown. Known here: "],
    [{ authStyle: 'basic' }, "The quirk 'authStyle' must be one of bearer, api-key, none."],
    [{ conformant: 'yes' }, "The quirk 'conformant' must be boolean."],
    [{ dropFields: 'seed' }, "The quirk 'dropFields' must be array."],
    [{ dropFields: [1] }, "The quirk 'dropFields.0' must be string."],
    [{ badKeyStatus: 'x' }, "The quirk 'badKeyStatus' must be integer."],
    [{ finishReasonMap: { x: 'end' } }, "The quirk 'finishReasonMap.x' must be one of stop, "],
    [{ reasoning: { levels: ['much'] } }, "The quirk 'reasoning.levels.0' must be one of none, "],
  ])('names what is wrong in %j', (quirks, message) => {
    expect(() => parseOptions(quirks)).toThrow(message);
  });

  it('is done once for a provider', () => {
    const { provider } = contextOf({ quirks: { conformant: true } });
    expect(optionsOf(provider)).toBe(optionsOf(provider));
  });
});
