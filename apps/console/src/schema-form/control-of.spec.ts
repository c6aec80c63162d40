import { describe, expect, it } from '@jest/globals';
import { controlOf } from './control-of.js';

describe('controlOf', () => {
  it.each([
    ['choice', { type: 'string', enum: ['a', 'b'] }],
    ['choice', { type: 'boolean' }],
    ['text', { type: 'string' }],
    ['text', { type: ['string', 'null'] }],
    ['number', { type: 'integer', minimum: 1 }],
    ['lines', { type: 'array', items: { type: 'string' } }],
    ['groups', { type: 'array', items: { type: 'object', properties: { a: {} } } }],
    ['group', { type: 'object', properties: { a: { type: 'string' } } }],
  ])('is a %s for %j', (control, schema) => {
    expect(controlOf(schema)).toBe(control);
  });

  it.each([
    [{}],
    [{ type: ['string', 'integer'] }],
    [{ type: 'object' }],
    [{ type: 'array', items: { type: 'object' } }],
    [{ type: 'array', items: { type: 'array', items: { type: 'string' } } }],
    [{ type: 'array', items: { type: 'string', enum: ['a'] } }],
    [{ enum: [{ a: 1 }] }],
  ])('is JSON for %j, which a form cannot show', (schema) => {
    expect(controlOf(schema)).toBe('json');
  });
});
