import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { stripNullUsage, stripUsage } from './strip-usage.js';

describe('stripNullUsage', () => {
  it.each([
    ['{"a":1,"usage":null,"b":2}', '{"a":1,"b":2}'],
    ['{"a":1,"usage":null}', '{"a":1}'],
    ['{"usage":null,"a":1}', '{"a":1}'],
    ['{"usage":null}', '{}'],
    ['{"a": 1, "usage": null, "b": 2}', '{"a": 1, "b": 2}'],
    ['{ "usage" : null , "a": 1}', '{"a": 1}'],
    ['{"a":"usage","b":null}', '{"a":"usage","b":null}'],
    ['{"a":["usage",null]}', '{"a":["usage",null]}'],
    ['{"usage":{"prompt_tokens":1}}', '{"usage":{"prompt_tokens":1}}'],
  ])('%s', (text, expected) => {
    expect(stripNullUsage(text)).toBe(expected);
  });

  it('removes the key and nothing else from any chunk', () => {
    const content = fc.oneof(
      fc.string(),
      fc.constantFrom(',"usage":null', '{"usage":null,', '\\",\\"usage\\":null', '"usage":null'),
    );
    fc.assert(
      fc.property(fc.array(content), fc.nat(3), (pieces, at) => {
        const rest = { id: 'x', choices: [{ delta: { content: pieces.join('') } }], last: 1 };
        const entries = Object.entries(rest);
        entries.splice(at, 0, ['usage', null as never]);
        const text = JSON.stringify(Object.fromEntries(entries));
        expect(JSON.parse(stripNullUsage(text))).toEqual(rest);
      }),
    );
  });
});

describe('stripUsage', () => {
  it('drops the chunk that OpenAI adds for usage', () => {
    expect(stripUsage({ choices: [], usage: { prompt_tokens: 1 } })).toBeUndefined();
  });

  it('keeps a chunk that says something else', () => {
    expect(stripUsage({ choices: [{}], usage: {} })).toEqual({ choices: [{}] });
    expect(stripUsage({ choices: [], usage: {}, moderation: {} })).toEqual({
      choices: [],
      moderation: {},
    });
  });
});
