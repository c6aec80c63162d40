import { describe, expect, it } from '@jest/globals';
import { GatewayError } from 'llm-gateway/contracts';
import { explainSchemaErrors } from './explain-schema-errors.js';
import { SchemaValidator } from './schema-validator.js';

function refusal(schema: object, value: unknown, subject?: string): GatewayError {
  try {
    new SchemaValidator(schema, subject).check(value);
  } catch (error) {
    if (error instanceof GatewayError) return error;
  }
  throw new Error('The value was not refused.');
}

function explain(schema: object, value: unknown): string {
  return refusal(schema, value).message;
}

describe('SchemaValidator', () => {
  const schema = { type: 'object', required: ['a'], properties: { a: { type: 'number' } } };

  it('returns a valid value itself', () => {
    const value = { a: 1, other: true };
    expect(new SchemaValidator(schema).check(value)).toBe(value);
  });

  it('refuses with the field as `param`', () => {
    expect(refusal(schema, { a: 'x' })).toMatchObject({
      code: 'invalid_request',
      status: 400,
      details: { param: 'a' },
    });
  });

  it('leaves `param` out when the whole value is at fault', () => {
    const error = refusal(schema, [], 'The file');
    expect(error.message).toBe('The file must be an object, not an array.');
    expect(error.toBody().param).toBeNull();
  });
});

describe('explainSchemaErrors', () => {
  it.each<[string, object, unknown, string]>([
    ['a type', { type: 'string' }, true, 'The request body must be a string, not true.'],
    [
      'several types',
      { type: ['integer', 'null'] },
      'x',
      'The request body must be an integer or null, not a string.',
    ],
    ['null', { type: 'array' }, null, 'The request body must be an array, not null.'],
    ['a constant', { const: 'on' }, 'off', 'The request body must be "on", not "off".'],
    [
      'a choice',
      { enum: ['a', 'b', null] },
      'c',
      'The request body must be one of "a", "b", not "c".',
    ],
    ['too little', { minimum: 2 }, 1, 'The request body must be at least 2, not 1.'],
    ['too much', { maximum: 2 }, 3, 'The request body must be at most 2, not 3.'],
    ['too few', { minItems: 1 }, [], 'The request body must have at least 1 entry.'],
    ['too few of many', { minItems: 2 }, [1], 'The request body must have at least 2 entries.'],
    ['too many', { maxItems: 1 }, [1, 2], 'The request body must have at most 1 entries.'],
    ['too long', { maxLength: 2 }, 'abc', 'The request body must be at most 2 characters long.'],
    ['empty', { minLength: 1 }, '', 'The request body must not be empty.'],
    [
      'too many keys',
      { maxProperties: 1 },
      { a: 1, b: 2 },
      'The request body must have at most 1 keys.',
    ],
    [
      'a pattern',
      { pattern: '^https?://' },
      'ftp:',
      'The request body must match ^https?://, unlike "ftp:".',
    ],
    [
      'a rule without words of ours',
      { multipleOf: 2 },
      3,
      'The request body must be multiple of 2.',
    ],
  ])('explains %s', (_what, schema, value, message) => {
    expect(explain(schema, value)).toBe(message);
  });

  it.each<[string, unknown, string]>([
    ['an array entry', { list: [1, 'x'] }, "'list[1]'"],
    ['a missing field of an entry', { objects: [{}] }, "'objects[0].name'"],
    ['a key with a slash and a tilde', { map: { 'a/b~c': 'x' } }, "'map.a/b~c'"],
    ['an unknown field', { closed: { c: 1 } }, "'closed.c'"],
    ['a very long key', { map: { ['k'.repeat(5_000)]: 'x' } }, `'map.${'k'.repeat(77)}...'`],
  ])('names %s', (_what, value, name) => {
    const schema = {
      properties: {
        list: { items: { type: 'number' } },
        objects: { items: { required: ['name'] } },
        map: { additionalProperties: { type: 'number' } },
        closed: { properties: { a: {} }, additionalProperties: false },
      },
    };
    expect(explain(schema, value)).toMatch(new RegExp(`^${name.replace(/[.[\]]/g, '\\$&')} `));
  });

  it('names the rule that the name of a field breaks', () => {
    expect(explain({ propertyNames: { maxLength: 3 } }, { long_name: 1 })).toBe(
      "'long_name' has a name that must be at most 3 characters long.",
    );
    const named = { patternProperties: { '^[a-z]+$': {} }, additionalProperties: false };
    expect(explain(named, { Big: 1 })).toBe("'Big' has a name that must match ^[a-z]+$.");
  });

  it('cuts a long value short', () => {
    expect(explain({ enum: ['a'] }, 'x'.repeat(1_000_000)).length).toBeLessThan(200);
  });

  it('says something when there is nothing to say', () => {
    expect(explainSchemaErrors([])).toEqual({
      param: '',
      message: 'The request body is not valid.',
    });
  });
});

describe('explainSchemaErrors of a value with several forms', () => {
  const choice = {
    anyOf: [
      { type: 'string', enum: ['none', 'auto'] },
      { type: 'null' },
      { type: 'array', items: { type: 'integer', minimum: 0 }, minItems: 1 },
      { type: 'array', items: { type: 'string' }, minItems: 1 },
      { type: 'object', required: ['name'], properties: { name: { type: 'string' } } },
    ],
  };

  it.each<[unknown, string]>([
    ['maybe', 'The request body must be one of "none", "auto", not "maybe".'],
    [{}, "'name' is required."],
    [{ name: 5 }, "'name' must be a string, not 5."],
    [[], 'The request body must have at least 1 entry.'],
    [[1, 2, 'x'], "'[2]' must be an integer, not a string."],
    [['x', 'y', 1], "'[2]' must be a string, not 1."],
    [[-1], "'[0]' must be at least 0, not -1."],
    [[true], "'[0]' must be an integer or a string, not true."],
  ])('explains the form that was meant by %j', (value, message) => {
    expect(explain({ ...choice }, value)).toBe(message);
  });

  const tagged = {
    type: 'object',
    discriminator: { propertyName: 'type' },
    required: ['type'],
    oneOf: [
      { properties: { type: { const: 'text' }, text: { type: 'string' } }, required: ['text'] },
      { properties: { type: { const: 'image' } } },
    ],
  };

  it.each<[unknown, string]>([
    [{}, "'type' is required."],
    [{ type: 'video' }, '\'type\' must be one of "text", "image", not "video".'],
    [{ type: 5 }, '\'type\' must be one of "text", "image", not 5.'],
    [{ type: 'text' }, "'text' is required."],
    ['text', 'The request body must be an object, not a string.'],
  ])('explains the alternative that %j names', (value, message) => {
    expect(explain(tagged, value)).toBe(message);
  });
});
