import { describe, expect, it } from '@jest/globals';
import { initialValue } from './initial-value.js';

describe('initialValue', () => {
  it('has the defaults of what is required, and leaves the others to the tool', () => {
    const schema = {
      required: ['kept', 'empty'],
      properties: {
        kept: { type: 'integer', default: 3 },
        empty: { type: 'string' },
        optional: { type: 'integer', default: 5 },
      },
    };
    expect(initialValue(schema)).toEqual({ kept: 3 });
  });

  it('begins a list of objects with one', () => {
    const file = { type: 'object', properties: { path: { type: 'string' } } };
    const schema = { required: ['files'], properties: { files: { type: 'array', items: file } } };
    expect(initialValue(schema)).toEqual({ files: [{}] });
  });
});
