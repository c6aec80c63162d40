import { describe, expect, it } from '@jest/globals';
import type { JsonSchema } from 'llm-gateway/contracts';
import { toResponseSchema } from './to-response-schema.js';

function translate(schema: JsonSchema): { schema: unknown; dropped: string[] } {
  const result = toResponseSchema(schema);
  return { schema: result.schema, dropped: [...result.dropped] };
}

describe('toResponseSchema', () => {
  it('passes every keyword that Gemini knows, at any depth', () => {
    const schema = {
      $id: 'x',
      $defs: { A: { type: 'string', enum: ['a', 'b'], title: 'A' } },
      type: 'object',
      description: 'Root.',
      properties: {
        list: {
          type: 'array',
          minItems: 1,
          maxItems: 3,
          items: {
            type: ['integer', 'null'],
            minimum: 0,
            maximum: 9,
            format: 'int32',
          },
        },
        pair: { prefixItems: [{ type: 'string' }, { type: 'number', enum: [1, 2] }] },
        either: { anyOf: [{ $ref: '#/$defs/A' }, { oneOf: [{ type: 'null' }] }] },
        open: { type: 'object', additionalProperties: { type: 'boolean' } },
      },
      required: ['list'],
      propertyOrdering: ['list', 'pair'],
      additionalProperties: false,
    };
    expect(translate(schema)).toEqual({ schema, dropped: [] });
  });

  it('tells in the description what it has no keyword for', () => {
    expect(
      translate({
        $schema: 'https://json-schema.org/draft/2020-12/schema',
        $comment: 'internal',
        type: 'object',
        properties: {
          a: { type: 'string', description: 'A name.', minLength: 2, pattern: '^[a-z]+$' },
          b: { type: 'integer', exclusiveMinimum: 0, default: 1 },
          c: { enum: ['x', null] },
        },
      }),
    ).toEqual({
      dropped: [],
      schema: {
        type: 'object',
        properties: {
          a: {
            type: 'string',
            description: 'A name. Constraints: minLength: 2; pattern: "^[a-z]+$"',
          },
          b: { type: 'integer', description: 'Constraints: exclusiveMinimum: 0; default: 1' },
          c: { description: 'Constraints: enum: ["x",null]' },
        },
      },
    });
  });

  it('rewrites const, definitions, nullable and lists of items', () => {
    expect(
      translate({
        definitions: { A: { const: 'a' } },
        properties: {
          a: { $ref: '#/definitions/A' },
          b: { type: 'string', nullable: true },
          c: { const: true },
          d: { items: [{ type: 'string' }] },
        },
      }).schema,
    ).toEqual({
      $defs: { A: { enum: ['a'] } },
      properties: {
        a: { $ref: '#/$defs/A' },
        b: { type: ['string', 'null'] },
        c: { description: 'Constraints: enum: [true]' },
        d: { prefixItems: [{ type: 'string' }] },
      },
    });
  });

  it('keeps nothing beside a reference and names what it dropped', () => {
    expect(translate({ properties: { a: { $ref: '#/$defs/A', title: 'T' } } })).toEqual({
      schema: { properties: { a: { $ref: '#/$defs/A' } } },
      dropped: ['title'],
    });
  });

  it('folds allOf into one schema', () => {
    expect(
      translate({
        $defs: {
          Base: { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] },
        },
        allOf: [
          { $ref: '#/$defs/Base' },
          { properties: { age: { type: 'integer' } }, required: ['age', 'id'] },
        ],
        description: 'Both.',
      }),
    ).toEqual({
      dropped: [],
      schema: {
        $defs: {
          Base: { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] },
        },
        type: 'object',
        properties: { id: { type: 'string' }, age: { type: 'integer' } },
        required: ['id', 'age'],
        description: 'Both.',
      },
    });
  });

  it('makes a plain reference of an allOf that only describes one', () => {
    expect(translate({ properties: { a: { allOf: [{ $ref: '#/$defs/A' }] } } })).toEqual({
      schema: { properties: { a: { $ref: '#/$defs/A' } } },
      dropped: [],
    });
  });

  it('comes to an end on circles of allOf, and leaves out what leads nowhere', () => {
    const node: JsonSchema = {
      allOf: [{ type: 'object' }, { properties: { next: { $ref: '#/$defs/Node' } } }],
    };
    const deep: JsonSchema = {
      allOf: [
        { $ref: '#/$defs/Node' },
        { properties: { next: { allOf: [{ $ref: '#/$defs/Deep' }, { title: 'N' }] } } },
      ],
    };
    const { dropped } = translate({
      $defs: { Node: node, Deep: deep },
      allOf: [{ $ref: '#/$defs/Deep' }, { $ref: '#/$defs/Missing' }],
    });
    expect(dropped).toEqual(['allOf']);
  });
});
