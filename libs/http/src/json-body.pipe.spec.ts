import { describe, expect, it } from '@jest/globals';
import { JsonBodyPipe } from './json-body.pipe.js';

const pipe = new JsonBodyPipe<{ a: number }>({
  type: 'object',
  required: ['a'],
  properties: { a: { type: 'number' } },
});

describe('JsonBodyPipe', () => {
  it('gives the value and the very bytes that were sent', () => {
    const bytes = Buffer.from('{ "a": 1, "b": "ü" }');
    const body = pipe.transform(bytes);
    expect(body.value).toEqual({ a: 1, b: 'ü' });
    expect(body.bytes).toBe(bytes);
  });

  it('reads a view into a larger buffer', () => {
    const bytes = new Uint8Array(Buffer.from('xx{"a":1}yy')).subarray(2, -2);
    expect(pipe.transform(bytes).value).toEqual({ a: 1 });
  });

  it('tolerates a byte order mark', () => {
    expect(pipe.transform(Buffer.from('\uFEFF{"a":1}')).value).toEqual({ a: 1 });
  });

  it.each<[string, unknown]>([
    ['an empty body', Buffer.alloc(0)],
    ['no body', undefined],
    ['what body-parser gives when there is none', {}],
  ])('asks for a body when it gets %s', (_what, body) => {
    expect(() => pipe.transform(body)).toThrow(
      expect.objectContaining({
        code: 'invalid_json',
        message: 'The request has no body. Send a JSON object.',
      }),
    );
  });

  it.each(['{', '{"a":1,}', "{'a':1}", 'hello', '{"a":1}{"a":1}', '{"a":NaN}', '{"a":"\u0001"}'])(
    'refuses %j as invalid JSON with the reason',
    (text) => {
      expect(() => pipe.transform(Buffer.from(text))).toThrow(
        expect.objectContaining({
          code: 'invalid_json',
          status: 400,
          message: expect.stringMatching(/^The request body is not valid JSON: .+\.$/),
        }),
      );
    },
  );

  it('refuses what the schema does not allow', () => {
    expect(() => pipe.transform(Buffer.from('{"a":"1"}'))).toThrow(
      expect.objectContaining({ code: 'invalid_request', details: { param: 'a' } }),
    );
  });

  it('does not let a body reach the prototype of anything', () => {
    const { value } = pipe.transform(Buffer.from('{"a":1,"__proto__":{"polluted":true}}'));
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(({} as any).polluted).toBeUndefined();
  });

  it.each(['[', '{"a":'])('refuses a million times %j without falling over', (opening) => {
    const closing = opening === '[' ? ']' : '}';
    const levels = 1_000_000;
    const text = `${opening.repeat(levels)}1${closing.repeat(levels)}`;
    expect(() => pipe.transform(Buffer.from(text))).toThrow(
      expect.objectContaining({
        code: 'invalid_request',
        message: 'The request body is nested deeper than 128 levels.',
      }),
    );
  });
});
