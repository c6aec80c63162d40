import { describe, expect, it } from '@jest/globals';
import { readResult } from './read-result.js';

const read = (text: string, path?: string, more: object = {}) =>
  readResult('svc', { status: 200, contentType: 'application/json', text, ...more }, path);

describe('readResult', () => {
  it.each([
    ['{"a":[1]}', undefined, { a: [1] }],
    ['', undefined, null],
    ['{"a":[{"b":2}]}', 'a[0].b', 2],
    ['[[1,2]]', '0[1]', 2],
    ['{"a":null}', 'a', null],
  ])('of %s takes %s', (text, path, result) => {
    expect(read(text, path)).toEqual(result);
  });

  it.each(['application/problem+json', 'application/json; charset=utf-8', 'text/JSON'])(
    'reads %s as JSON',
    (contentType) => expect(read('{"a":1}', undefined, { contentType })).toEqual({ a: 1 }),
  );

  it.each(['text/plain', '', 'application/x-ndjson'])('leaves %s as it is', (contentType) => {
    expect(read('{"a":1}', undefined, { contentType })).toBe('{"a":1}');
  });

  it.each(['a.c', 'a[1]', 'constructor', '__proto__', 'a.length.x'])('has no %s', (path) => {
    expect(() => read('{"a":[1]}', path)).toThrow(`has no '${path}'`);
  });

  it.each([
    [500, 'service_error'],
    [503, 'service_error'],
    [404, 'service_refusal'],
    [429, 'service_refusal'],
    [304, 'service_refusal'],
  ])('is not to be had from %i', (status, code) => {
    const long = `no\n${'x'.repeat(1_000)}`;
    const failing = () => read(long, undefined, { status });
    expect(failing).toThrow(expect.objectContaining({ code }));
    expect(failing).toThrow(/^svc answered \d+: no x{297}\.\.\.$/);
  });

  it('is not to be had from broken JSON', () => {
    expect(() => read('{"a":')).toThrow(expect.objectContaining({ code: 'invalid_response' }));
  });
});
