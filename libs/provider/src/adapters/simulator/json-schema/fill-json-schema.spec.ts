import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { fillJsonSchema } from './fill-json-schema.js';

type Schema = Record<string, unknown>;

const ajv = new Ajv2020({ strict: false, allErrors: true, logger: false });
addFormats.default(ajv);

function fill(schema: Schema): unknown {
  return fillJsonSchema(schema, 'schema');
}

/** Fills the schema and checks the value with a validator. */
function fillValid(schema: Schema): unknown {
  const value = fill(schema);
  const isValid = ajv.validate(schema, value);
  if (!isValid)
    throw new Error(
      `${JSON.stringify(value)} does not fit ${JSON.stringify(schema)}: ${ajv.errorsText()}`,
    );
  return value;
}

const string = { type: 'string' };

describe('fillJsonSchema', () => {
  it.each<[Schema, unknown]>([
    [{}, 'text'],
    [{ const: { a: 1 } }, { a: 1 }],
    [{ enum: ['red', 'green'] }, 'red'],
    [{ type: ['null', 'integer'], enum: [null, 3] }, 3],
    [{ type: 'boolean' }, true],
    [{ type: 'null' }, null],
    [{ type: ['null', 'boolean'] }, true],
    [{ type: 'integer' }, 1],
    [{ type: 'number' }, 1.5],
    [{ type: 'integer', minimum: -3 }, -3],
    [{ type: 'integer', exclusiveMinimum: 4 }, 5],
    [{ type: 'integer', maximum: -7 }, -7],
    [{ type: 'integer', multipleOf: 5, minimum: 11 }, 15],
    [{ type: 'number', multipleOf: 0.1, minimum: 0.25 }, 0.4],
    [{ type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 1 }, 0.5],
    [{ type: 'number', minimum: 2, maximum: 2 }, 2],
    [{ minimum: 3 }, 3.5],
    [{ type: 'string', minLength: 6 }, 'textxx'],
    [{ type: 'string', maxLength: 2 }, 'aa'],
    [{ type: 'string', maxLength: 0 }, ''],
    [{ type: 'array', items: string }, ['text']],
    [{ type: 'array', items: string, maxItems: 0 }, []],
    [{ type: 'array', items: string, minItems: 2 }, ['text', 'text']],
    [{ type: 'array', items: string, minItems: 2, uniqueItems: true }, ['text', 'text2']],
    [{ type: 'array', prefixItems: [string, { type: 'integer' }], items: false }, ['text', 1]],
    [{ type: 'array', contains: { const: 7 }, minContains: 2 }, [7, 7]],
    [{ type: 'array', items: false }, []],
    [{ properties: { a: string, b: false } }, { a: 'text' }],
    [{ type: 'object', required: ['x'] }, { x: 'text' }],
    [
      {
        type: 'object',
        required: ['x'],
        additionalProperties: { type: 'integer' },
        minProperties: 2,
      },
      { x: 1, key1: 1 },
    ],
    [{ type: 'object', properties: { a: string, b: string }, maxProperties: 1 }, { a: 'text' }],
    [
      {
        type: 'object',
        required: ['a'],
        maxProperties: 2,
        dependentRequired: { a: ['b'] },
        properties: { c: string, a: string, b: string },
      },
      { a: 'text', b: 'text' },
    ],
    [{ anyOf: [{ type: 'null' }, { type: 'integer' }] }, 1],
    [
      { type: 'object', properties: { a: string }, anyOf: [{ required: ['b'] }] },
      { b: 'text', a: 'text' },
    ],
    [
      {
        type: 'object',
        properties: { a: string, b: string },
        oneOf: [{ required: ['a'] }, { required: ['b'] }],
      },
      { a: 'text' },
    ],
    [
      {
        allOf: [
          { type: 'object', properties: { a: { type: 'integer', minimum: 2 } }, required: ['a'] },
          { properties: { a: { maximum: 9 }, b: string } },
        ],
      },
      { a: 2, b: 'text' },
    ],
    [{ allOf: [{ enum: [1, 2, 3] }, { enum: [3, 2] }] }, 3],
    [{ allOf: [{ type: 'number' }, { type: 'integer' }, { minimum: 0 }, { minimum: 4 }] }, 4],
  ])('fills %j with %j', (schema, value) => {
    expect(fillValid(schema)).toEqual(value);
  });

  it.each([
    'date-time',
    'date',
    'time',
    'duration',
    'email',
    'hostname',
    'ipv4',
    'ipv6',
    'uri',
    'uri-reference',
    'uri-template',
    'uuid',
    'json-pointer',
    'relative-json-pointer',
    'regex',
    'byte',
    'an-unknown-format',
  ])('makes up different values of the format %s', (format) => {
    const schema = {
      type: 'array',
      items: { type: 'string', format },
      minItems: 70,
      uniqueItems: true,
    };
    expect(fillValid(schema)).toHaveLength(70);
  });

  it.each([
    '^[A-Z]{3}-\\d{4}$',
    '^(?:red|green)+$',
    '^[^a-z]{2,}$',
    '^\\w+@[\\w.-]+\\.[a-z]{2,}$',
    '^#(?<code>[0-9a-fA-F]{6})$',
    '^\\+?\\d{7,15}$',
    '^$',
    'x',
    '^\\p{Lu}\\p{L}*$',
    '^[\\-\\]\\\\]$',
    '^\\u0041\\x42\\n$',
    '^a{0}b?c*$',
    '^😀+$',
    '^.{5}$',
    '^[+-]?[0-9]+$',
    '^\\S+\\s\\S+$',
  ])('matches the pattern %s', (pattern) => {
    expect(fillValid({ type: 'string', pattern })).toEqual(expect.any(String));
  });

  it('makes a text that matches a pattern long enough', () => {
    const schema = { type: 'string', pattern: '^[a-c]{1,3}x*$', minLength: 500 };
    expect(fillValid(schema)).toHaveLength(500);
  });

  it.each([['^(?=a)b'], ['(a)\\1'], ['['], ['('], ['x'.repeat(20_000)]])(
    'falls back to plain text for the pattern %j',
    (pattern) => {
      expect(fill({ type: 'string', pattern })).toBe('text');
    },
  );

  it('follows references and ends recursion as early as the schema allows', () => {
    const schema = {
      $defs: {
        'a/b ~c': { type: 'integer', minimum: 5 },
        node: {
          type: 'object',
          properties: {
            value: { $ref: '#/$defs/a~1b%20~0c', maximum: 9 },
            next: { anyOf: [{ $ref: '#/$defs/node' }, { type: 'null' }] },
            children: { type: 'array', items: { $ref: '#/$defs/node' } },
          },
          required: ['value', 'next', 'children'],
          additionalProperties: false,
        },
      },
      $ref: '#/$defs/node',
    };
    const leaf = { value: 5, next: null, children: [] };
    expect(fillValid(schema)).toEqual({ value: 5, next: leaf, children: [leaf] });
  });

  it('leaves optional parts out of a recursion', () => {
    const schema = { type: 'object', properties: { name: string, self: { $ref: '#' } } };
    expect(fillValid(schema)).toEqual({ name: 'text', self: { name: 'text', self: {} } });
  });

  it('copes with property names of the language', () => {
    const schema = JSON.parse(
      '{"type":"object","properties":{"__proto__":{"const":1},"constructor":{"const":2}},"required":["toString"]}',
    ) as Schema;
    const value = fill(schema) as object;
    expect(Object.entries(value)).toEqual([
      ['toString', 'text'],
      ['__proto__', 1],
      ['constructor', 2],
    ]);
  });

  it.each<[string, Schema]>([
    ['endless', { type: 'object', properties: { a: { $ref: '#' } }, required: ['a'] }],
    ['circular', { $ref: '#' }],
    ['too long', { type: 'string', minLength: 1e9 }],
    ['too many', { type: 'array', minItems: 1e9 }],
    ['too large', { type: 'object', minProperties: 1e9 }],
    ['a long pattern', { type: 'string', pattern: '^((a{1000}){1000}){1000}$' }],
    ['an endless pattern', { type: 'string', pattern: `^(?:)+a{${'9'.repeat(400)}}$` }],
    ['a broken reference', { $ref: '#/$defs/missing' }],
    ['a foreign reference', { $ref: 'https://example.com/schema.json' }],
    [
      'exploding',
      {
        $defs: Object.fromEntries(
          Array.from({ length: 30 }, (_, index) => [
            `d${index}`,
            {
              properties: {
                x: { $ref: `#/$defs/d${index + 1}` },
                y: { $ref: `#/$defs/d${index + 1}` },
              },
            },
          ]).concat([['d30', {}]] as never),
        ),
        $ref: '#/$defs/d0',
      },
    ],
    [
      'impossible',
      {
        type: 'array',
        minItems: 90_000,
        uniqueItems: true,
        items: { type: 'integer', minimum: 5, maximum: 4 },
      },
    ],
    ['joined too often', { allOf: Array.from({ length: 10_000 }, () => ({ type: 'object' })) }],
  ])('refuses a schema that is %s, in time', (_name, schema) => {
    const startedAt = process.cpuUsage();
    expect(() => fill(schema)).toThrow(
      expect.objectContaining({ code: 'unsupported_value', details: { param: 'schema' } }),
    );
    // Processor time: other tests run beside this one.
    expect(process.cpuUsage(startedAt).user / 1_000).toBeLessThan(2_000);
  });

  it('makes up a valid value for any schema that has one', () => {
    fc.assert(
      fc.property(anySchema, (schema) => {
        expect(() => fillValid(schema)).not.toThrow();
      }),
      { numRuns: 500 },
    );
  });

  it('makes up the same value every time', () => {
    fc.assert(fc.property(anySchema, (schema) => expect(fill(schema)).toEqual(fill(schema))));
  });
});

/** Schemas that have a value: bounds leave room, and lists of unique items enough choices. */
const anySchema: fc.Arbitrary<Schema> = fc
  .letrec<{ schema: Schema; scalar: Schema; object: Schema }>((tie) => ({
    schema: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      tie('scalar'),
      tie('object'),
      fc.record({ type: fc.constant('array'), items: tie('schema'), minItems: fc.nat(3) }),
      fc
        .record({
          type: fc.constant('array'),
          items: tie('scalar').filter(
            (schema) => !('enum' in schema) && schema['type'] !== 'boolean',
          ),
          minItems: fc.integer({ min: 1, max: 4 }),
          uniqueItems: fc.constant(true),
        })
        .filter(({ items }) => hasChoices(items)),
      fc.record({ anyOf: fc.array(tie('schema'), { minLength: 1, maxLength: 3 }) }),
      fc.record({ allOf: fc.tuple(tie('object'), fc.constant({ type: 'object' })) }),
      fc.constant({ $ref: '#/$defs/shared' }),
    ),
    scalar: fc.oneof(
      fc.constantFrom<Schema>(
        { type: 'boolean' },
        { type: 'null' },
        { const: 'c' },
        { enum: [1, 'b', null] },
      ),
      fc
        .tuple(
          fc.integer({ min: -50, max: 50 }),
          fc.integer({ min: 12, max: 60 }),
          fc.integer({ min: 1, max: 6 }),
        )
        .map(([minimum, width, multipleOf]) => ({
          type: 'integer',
          minimum,
          maximum: minimum + width * 2,
          multipleOf,
        })),
      fc
        .tuple(
          fc.double({ min: -1e6, max: 1e6, noNaN: true }),
          fc.double({ min: 0.001, max: 1e3, noNaN: true }),
        )
        .map(([exclusiveMinimum, width]) => ({
          type: 'number',
          exclusiveMinimum,
          exclusiveMaximum: exclusiveMinimum + width,
        })),
      fc.constantFrom<Schema>(
        { type: 'number', maximum: -3 },
        { type: 'integer', exclusiveMaximum: 0 },
      ),
      fc
        .tuple(fc.integer({ min: 1, max: 9 }), fc.nat(20))
        .map(([minLength, more]) => ({ type: 'string', minLength, maxLength: minLength + more })),
      fc.constantFrom<Schema>(
        { type: 'string', pattern: '^[a-z]{2}\\d*$', minLength: 4 },
        { type: 'string', format: 'uuid' },
        { type: 'string', format: 'date-time' },
      ),
    ),
    object: fc
      .record({
        properties: fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd', 'e'), tie('schema'), {
          maxKeys: 4,
        }),
        required: fc.subarray(['a', 'b', 'f']),
        closed: fc.boolean(),
      })
      .map(({ properties, required, closed }) => ({
        type: 'object',
        properties,
        required: closed ? required.filter((name) => name in properties) : required,
        additionalProperties: !closed,
      })),
  }))
  .schema.map((schema) => ({
    ...schema,
    $defs: { shared: { type: 'object', properties: { s: { type: 'string' } }, required: ['s'] } },
  }));

function hasChoices(schema: Schema): boolean {
  return schema['type'] !== 'null' && !('const' in schema);
}
