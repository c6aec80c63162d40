import { describe, expect, it } from '@jest/globals';
import { compileParameters } from './compile-parameters.js';
import { hideInjected } from './hide-injected.js';

const SCHEMA = {
  type: 'object',
  properties: { tenant: { type: 'string' }, state: { type: 'string' }, since: {} },
  required: ['tenant', 'state'],
  dependentRequired: { state: ['tenant', 'since'], tenant: ['since'] },
  dependentSchemas: { since: { required: ['tenant'] }, tenant: false },
  allOf: [{ required: ['tenant'] }, true],
  anyOf: [{ properties: { tenant: { const: 'x' } } }],
  if: { properties: { state: { const: 'open' } } },
  // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
  then: { required: ['tenant'] },
  additionalProperties: false,
};

describe('hideInjected', () => {
  const hidden = hideInjected(SCHEMA, ['tenant']);

  it('leaves no trace of the argument', () => {
    expect(JSON.stringify(hidden)).not.toContain('tenant');
    expect(hidden).toMatchObject({ required: ['state'], dependentRequired: { state: ['since'] } });
  });

  it('leaves a schema that a caller can follow', () => {
    const check = compileParameters(hidden);
    expect(check({ state: 'open', since: 1 })).toEqual([]);
    expect(check({ state: 'open' })).toMatchObject([{ path: 'since' }]);
    expect(check({ state: 'open', since: 1, tenant: 'x' })).toMatchObject([{ path: 'tenant' }]);
  });

  it('leaves everything else, and the schema that it was given', () => {
    expect(hideInjected(SCHEMA, [])).toBe(SCHEMA);
    expect(SCHEMA.required).toEqual(['tenant', 'state']);
    const nested = { type: 'object', properties: { a: { properties: { tenant: {} } } } };
    expect(hideInjected(nested, ['tenant'])).toEqual(nested);
  });
});
