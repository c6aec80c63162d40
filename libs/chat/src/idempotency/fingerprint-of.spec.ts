import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ChatCompletionRequest } from '../openai/chat-completion-request.schema.js';
import { fingerprintOf } from './fingerprint-of.js';

const of = (body: unknown, session?: string) =>
  fingerprintOf(body as ChatCompletionRequest, session);

/** The same JSON with the keys of each object the other way round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toReversed();
  return Object.fromEntries(entries.map(([key, item]) => [key, reversed(item)]));
}

describe('fingerprintOf', () => {
  it('does not depend on the order of keys', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (body) => {
        expect(of(reversed(body))).toBe(of(body));
      }),
    );
  });

  it('does not depend on how the answer is to come, nor on where the session is named', () => {
    const body = { model: 'a', messages: [] };
    const streamed = { ...body, stream: true, stream_options: { include_usage: true } };
    expect(of(streamed)).toBe(of(body));
    expect(of({ ...body, session_id: 's' }, 's')).toBe(of(body, 's'));
  });

  it.each([
    ['a value', { model: 'a', messages: ['y'] }, undefined],
    ['the order of a list', { model: 'a', messages: ['z', 'x'] }, undefined],
    ['one more field', { model: 'a', messages: ['x', 'z'], n: 1 }, undefined],
    ['a null', { model: 'a', messages: ['x', 'z'], n: null }, undefined],
    ['a key of a prototype', JSON.parse('{"model":"a","messages":["x","z"],"__proto__":1}'), ''],
    ['the session', { model: 'a', messages: ['x', 'z'] }, 's'],
  ])('tells requests apart by %s', (_what, body, session) => {
    expect(of(body, session)).not.toBe(of({ model: 'a', messages: ['x', 'z'] }));
  });
});
