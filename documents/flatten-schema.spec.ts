import { describe, expect, it } from '@jest/globals';
import { flattenSchema } from './flatten-schema.js';

describe('flattenSchema', () => {
  it('names keys of objects, lists, maps and alternatives by their paths', () => {
    const keys = flattenSchema({
      required: ['a'],
      properties: {
        $schema: { type: 'string' },
        a: { type: 'string' },
        list: { type: 'array', items: { required: ['b'], properties: { b: {} } } },
        map: { patternProperties: { '^.*$': { properties: { c: {} } } } },
        texts: { patternProperties: { '^.*$': { type: 'string' } } },
        either: { anyOf: [{ properties: { d: {} } }, { properties: { e: {} } }] },
      },
    });
    expect(keys.map(({ path, required }) => (required ? `${path} required` : path))).toEqual([
      'a required',
      'list',
      'list[].b required',
      'map',
      'map.<name>',
      'map.<name>.c',
      'texts',
      'either',
      'either.d',
      'either.e',
    ]);
  });
});
