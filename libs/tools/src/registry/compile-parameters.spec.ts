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

  it('refuses what describes no object', () => {
    expect(() => compileParameters({ type: 'string' })).toThrow("parameters.type must be 'object'");
  });
});
