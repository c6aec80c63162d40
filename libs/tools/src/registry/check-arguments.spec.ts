import { describe, expect, it } from '@jest/globals';
import { FakeToolService } from 'llm-gateway/testing';
import { compileParameters } from './compile-parameters.js';

describe('the arguments of a tool', () => {
  const check = compileParameters({
    type: 'object',
    properties: {
      'a.b': { type: 'string' },
      email: { type: 'string', format: 'email' },
      when: { type: 'string', format: 'date-time' },
      filters: {
        type: 'array',
        items: {
          type: 'object',
          properties: { field: { type: 'string' }, 'x/y': { type: 'integer' } },
          required: ['field'],
        },
      },
      counts: { type: 'array', items: { type: 'integer' } },
    },
    required: ['email'],
    unevaluatedProperties: false,
  });
  const pathsOf = (given: unknown) => check(given).map(({ path }) => path);
  const email = 'a@example.com';

  it.each([
    [{}, ['email']],
    [{ email: 'nobody' }, ['email']],
    [{ email, when: 'soon' }, ['when']],
    [{ email, more: 1 }, ['more']],
    [{ email, 'a.b': 1 }, ['["a.b"]']],
    [{ email, filters: [{ field: 'x' }, {}] }, ['filters[1].field']],
    [{ email, filters: [{ field: 1, 'x/y': 'z' }] }, ['filters[0].field', 'filters[0].x/y']],
    [{ email, filters: 'x', counts: [1, 'x'] }, ['filters', 'counts[1]']],
    [null, ['']],
  ])('%j is at fault in %j', (given, paths) => {
    expect(pathsOf(given).toSorted()).toEqual(paths.toSorted());
  });

  it('are at fault in twenty places at most, and for the first of many', () => {
    expect(check({ email, counts: Array(900).fill('x') })).toHaveLength(20);
    expect(pathsOf({ email, counts: Array(1_000).fill('x') })).toEqual(['counts[0]']);
  });

  it('cost no more when they are wrong than when they are right', () => {
    const before = process.memoryUsage().heapUsed;
    expect(pathsOf({ email, counts: Array(3_000_000).fill('x') })).toHaveLength(1);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(100_000_000);
  });

  it('do not come back whole in the path of a fault', () => {
    const [fault] = check({ email, ['k'.repeat(1_000_000)]: 1 });
    expect(fault?.path.length).toBeLessThan(100);
  });
});

describe('a schema that refers to another', () => {
  it('does not make the gateway fetch it', async () => {
    const service = await FakeToolService.start();
    const $ref = `${service.url}/schema.json`;
    expect(() => compileParameters({ type: 'object', properties: { a: { $ref } } })).toThrow($ref);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(service.requests).toEqual([]);
    await service.close();
  });

  it('may refer to parts of itself', () => {
    const check = compileParameters({
      type: 'object',
      properties: { child: { $ref: '#' }, name: { $ref: '#/$defs/name' } },
      $defs: { name: { type: 'string' } },
    });
    expect(check({ child: { child: { name: 1 } } })).toEqual([
      { path: 'child.child.name', message: 'must be string' },
    ]);
  });

  it('shares no $id with that of another tool', () => {
    const schema = (type: string) => ({
      $id: 'https://example.com/tool',
      type: 'object',
      properties: { a: { type } },
    });
    const [text, number] = ['string', 'number'].map((type) => compileParameters(schema(type)));
    expect([text!({ a: 'x' }), number!({ a: 1 })]).toEqual([[], []]);
    expect(number!({ a: 'x' })).toHaveLength(1);
  });
});
