import { describe, expect, it } from '@jest/globals';
import { inWords, textOf } from './in-words.js';

describe('inWords', () => {
  it.each([
    ['heap_used_bytes', 'Heap used'],
    ['longest_delay_ms', 'Longest delay'],
    ['last_success_at', 'Last success'],
    ['pid', 'Pid'],
    ['localhost:8081', 'localhost:8081'],
  ])('writes %s as %s', (name, words) => {
    expect(inWords(name)).toBe(words);
  });
});

describe('textOf', () => {
  it.each([
    ['resident_bytes', 123_456_789, '123.46 MB'],
    ['p50_ms', 12.345, '12.35 ms'],
    ['uptime_seconds', 4_000, '4000 s'],
    ['requests', 123_456, '123,456'],
    ['pid', 12_345, '12345'],
    ['limit_bytes', null, '–'],
    ['ok', true, 'yes'],
    ['names', ['a', 'b'], 'a, b'],
    ['names', [], '–'],
    ['last_error', { code: 'provider_error', status: 502 }, 'provider_error · 502'],
    ['list', [{ a: 1 }], '[{"a":1}]'],
  ])('writes %s %j as %s', (name, value, text) => {
    expect(textOf(name, value)).toBe(text);
  });
});
