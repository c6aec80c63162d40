import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { JsonSchema, ModelFacts } from 'llm-gateway/contracts';
import { fitsNativeOutput } from './fits-native-output.js';
import { planOutputFormat } from './plan-output-format.js';
import { sanitiseJsonSchema } from './sanitise-json-schema.js';

const object = (properties: object, more: object = {}): JsonSchema => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  ...more,
});
const PERSON = object({ name: { type: 'string' } });
const RECURSIVE: JsonSchema = {
  $ref: '#/$defs/node',
  $defs: { node: object({ children: { type: 'array', items: { $ref: '#/$defs/node' } } }) },
};

function plan(schema: JsonSchema, facts: ModelFacts = {}, description?: string) {
  const described = description === undefined ? {} : { description };
  return planOutputFormat({ type: 'json-schema', name: 'row', schema, ...described }, facts);
}

describe('planOutputFormat', () => {
  it('needs nothing for text', () => {
    expect(planOutputFormat(undefined, {})).toEqual({ type: 'text' });
    expect(planOutputFormat({ type: 'text' }, {})).toEqual({ type: 'text' });
  });

  it('asks for a JSON object in words', () => {
    expect(planOutputFormat({ type: 'json-object' }, {})).toEqual({
      type: 'instruction',
      text: expect.stringContaining('JSON object'),
    });
  });

  it('is native where the model has it and the schema fits', () => {
    const schema = { ...PERSON, additionalProperties: false };
    expect(plan(PERSON)).toEqual({ type: 'native', schema });
    expect(plan(PERSON, {}, 'A person')).toEqual({
      type: 'native',
      schema: { ...schema, description: 'A person' },
    });
  });

  it('is a tool elsewhere', () => {
    expect(plan(PERSON, { structuredOutput: false }, 'A person')).toEqual({
      type: 'tool',
      schema: PERSON,
      description: 'A person',
    });
    expect(plan(RECURSIVE)).toMatchObject({
      type: 'tool',
      schema: { type: 'object', ...RECURSIVE },
    });
    expect(plan({})).toMatchObject({ type: 'tool', schema: { type: 'object' } });
  });

  it.each([{ type: 'array', items: {} }, { anyOf: [{ type: 'object' }] }])(
    'refuses what no tool takes as its input: %o',
    (schema) => {
      expect(() => plan(schema)).toThrow(
        expect.objectContaining({
          code: 'unsupported_value',
          details: { param: 'response_format.json_schema.schema' },
        }),
      );
    },
  );
});

describe('fitsNativeOutput', () => {
  const ten = Object.fromEntries(
    Array.from({ length: 10 }, (_, i) => [`p${i}`, { type: 'string' }]),
  );

  it.each<[string, JsonSchema]>([
    ['a closed object', PERSON],
    ['ten optional properties', { type: 'object', properties: ten }],
    ['references', { ...object({ a: { $ref: '#/$defs/a~1b' } }), $defs: { 'a/b': PERSON } }],
    ['alternatives', object({ a: { oneOf: [PERSON, { type: 'null' }] } })],
    [
      'nullable types and lists',
      object({ a: { type: ['string', 'null'] }, b: { type: 'array', items: PERSON } }),
    ],
    ['limits', object({ a: { type: 'integer', minimum: 1 } })],
  ])('takes %s', (_, schema) => {
    expect(fitsNativeOutput(schema)).toBe(true);
  });

  it.each<[string, JsonSchema]>([
    ['recursion', RECURSIVE],
    ['an open map', object({ a: { type: 'object', additionalProperties: { type: 'string' } } })],
    ['a free object', object({ a: { type: 'object' } })],
    ['an object or null of any kind', object({ a: { type: ['object', 'null'] } })],
    ['anything', object({ a: {} })],
    ['true', object({ a: true })],
    [
      'eleven optional properties',
      { type: 'object', properties: { ...ten, more: { type: 'string' } } },
    ],
    [
      'optional properties of two uses',
      object(
        { a: { $ref: '#/$defs/x' }, b: { $ref: '#/$defs/x' } },
        { $defs: { x: { type: 'object', properties: { ...ten } } } },
      ),
    ],
    ['patterns of properties', object({}, { patternProperties: { '^a': { type: 'string' } } })],
    ['conditions', object({ a: { type: 'string' } }, { if: {} })],
    ['tuples', object({ a: { type: 'array', items: [{ type: 'string' }] } })],
    ['references out of the document', object({ a: { $ref: 'https://example.com/schema' } })],
    ['references to nowhere', object({ a: { $ref: '#/$defs/missing' } })],
    ['compound values', object({ a: { enum: [{ b: 1 }] } })],
  ])('does not take %s', (_, schema) => {
    expect(fitsNativeOutput(schema)).toBe(false);
  });

  it('does not unfold a schema without end', () => {
    const $defs: Record<string, JsonSchema> = { d0: { type: 'string' } };
    for (let i = 1; i <= 60; i++)
      $defs[`d${i}`] = { anyOf: [{ $ref: `#/$defs/d${i - 1}` }, { $ref: `#/$defs/d${i - 1}` }] };
    expect(fitsNativeOutput({ ...object({ a: { $ref: '#/$defs/d60' } }), $defs })).toBe(false);
  });
});

describe('sanitiseJsonSchema', () => {
  it('closes objects and tells limits in words', () => {
    const schema = object(
      {
        age: { type: 'integer', minimum: 0, maximum: 150, description: 'In years' },
        email: { type: 'string', format: 'email', pattern: '@' },
        colour: { type: 'string', format: 'colour', uniqueItems: false },
        tags: { type: 'array', items: PERSON, minItems: 1, uniqueItems: true },
        either: { oneOf: [{ type: 'null' }, PERSON], default: null },
        both: { allOf: [PERSON], title: 'Both' },
        kind: { const: 'row' },
      },
      { $schema: 'https://json-schema.org/draft/2020-12/schema', examples: [] },
    );
    const person = { ...PERSON, additionalProperties: false };
    expect(sanitiseJsonSchema(schema)).toEqual({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      type: 'object',
      properties: {
        age: { type: 'integer', description: 'In years (minimum: 0; maximum: 150)' },
        email: { type: 'string', format: 'email', description: '(pattern: @)' },
        colour: { type: 'string', description: '(format: colour)' },
        tags: {
          type: 'array',
          items: person,
          description: '(minimum number of items: 1; items are unique)',
        },
        either: { anyOf: [{ type: 'null' }, person], default: null },
        both: { allOf: [person], title: 'Both' },
        kind: { const: 'row' },
      },
      required: ['age', 'email', 'colour', 'tags', 'either', 'both', 'kind'],
      additionalProperties: false,
    });
  });

  it('lets nothing but definitions stand beside a reference', () => {
    const $defs = { a: object({ n: { type: 'number', minimum: 1 } }) };
    expect(sanitiseJsonSchema({ $ref: '#/$defs/a', description: 'gone', $defs })).toEqual({
      $ref: '#/$defs/a',
      $defs: {
        a: {
          ...object({ n: { type: 'number', description: '(minimum: 1)' } }),
          additionalProperties: false,
        },
      },
    });
  });

  it('has nothing more to do the second time, and never throws', () => {
    const keyword = fc.constantFrom(
      ...(
        'type properties items anyOf oneOf allOf minimum format enum description required ' +
        'additionalProperties $ref $defs pattern not'
      ).split(' '),
    );
    const { schema } = fc.letrec<{ schema: Record<string, unknown> }>((tie) => ({
      schema: fc.dictionary(
        keyword,
        fc.oneof(
          { maxDepth: 3 },
          fc.jsonValue({ maxDepth: 1 }),
          tie('schema'),
          fc.array(tie('schema'), { maxLength: 2 }),
        ),
        { maxKeys: 4 },
      ),
    }));
    fc.assert(
      fc.property(schema, (any) => {
        fitsNativeOutput(any);
        const once = sanitiseJsonSchema(any);
        expect(sanitiseJsonSchema(once)).toEqual(once);
      }),
    );
  });
});
