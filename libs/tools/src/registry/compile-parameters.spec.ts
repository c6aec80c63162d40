import { describe, expect, it } from '@jest/globals';
import { compileParameters } from './compile-parameters.js';

const SCHEMA = {
  type: 'object',
  properties: { pair: { type: 'array', items: [{ type: 'string' }, { type: 'number' }] } },
};

describe('compileParameters', () => {
  it('reads older drafts as they are meant', () => {
    const check = compileParameters({
      $schema: 'http://json-schema.org/draft-07/schema#',
      ...SCHEMA,
    });
    expect(check({ pair: ['a', 1] })).toEqual([]);
    expect(check({ pair: ['a', 'b'] })).toEqual([{ path: 'pair[1]', message: 'must be number' }]);
  });

  it.each(['https://json-schema.org/draft/2020-12/schema', 'https://example.com/dialect'])(
    'reads %s as 2020-12',
    ($schema) => {
      const check = compileParameters({
        $schema,
        type: 'object',
        properties: { pair: { prefixItems: [{ type: 'string' }] } },
      });
      expect(check({ pair: [1] })).toEqual([{ path: 'pair[0]', message: 'must be string' }]);
    },
  );

  it.each([
    [{ pair: { type: 'text' } }, 'data/properties/pair/type must be equal to one of'],
    [{ pair: { pattern: '(' } }, 'Invalid regular expression'],
  ])('says where %j is no schema, as often as it is asked', (properties, message) => {
    for (const $schema of ['', '', 'http://json-schema.org/draft-07/schema#'])
      expect(() => compileParameters({ $schema, type: 'object', properties })).toThrow(message);
  });

  it('takes two schemas of one $id for two', () => {
    const checkOf = (type: string) =>
      compileParameters({
        $id: 'https://example.com/tool',
        type: 'object',
        properties: { a: { type } },
      });
    const [text, number] = [checkOf('string'), checkOf('number')];
    expect([text({ a: 'b' }), number({ a: 1 })]).toEqual([[], []]);
    expect(number({ a: 'b' })).toEqual([{ path: 'a', message: 'must be number' }]);
  });

  it('refuses what describes no object', () => {
    expect(() => compileParameters({ type: 'string' })).toThrow("parameters.type must be 'object'");
  });
});
