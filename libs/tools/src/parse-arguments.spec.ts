import { describe, expect, it } from '@jest/globals';
import { describeFaults, parseArguments, refuseArguments } from './parse-arguments.js';
import type { ArgumentFault, Tool } from './tool.js';

const toolWith = (...faults: ArgumentFault[]) =>
  ({ name: 'book', check: () => faults }) as unknown as Tool;

describe('parseArguments', () => {
  it.each([
    [{ city: 'Paris' }, { city: 'Paris' }],
    ['{"city":"Paris"}', { city: 'Paris' }],
    [undefined, {}],
    ['  ', {}],
  ])('reads %j', (given, read) => {
    expect(parseArguments(toolWith(), given)).toEqual({ given: read });
  });

  it.each(['{broken', 'null}', '{"a":1}{"b":2}'])('finds fault with %s', (given) => {
    expect(parseArguments(toolWith(), given)).toEqual({
      faults: [{ path: '', message: 'are not valid JSON' }],
    });
  });

  it('never follows arguments down into a stack overflow', () => {
    const deep = `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    const tool = { check: (given: unknown) => (JSON.stringify(given), []) } as unknown as Tool;
    expect(parseArguments(tool, deep)).toEqual({
      faults: [{ path: '', message: 'are nested too deeply' }],
    });
  });
});

describe('refuseArguments', () => {
  it.each([
    ['', 'arguments'],
    ['city', 'arguments.city'],
    ['["a.b"].c', 'arguments["a.b"].c'],
    ['a["x.[y"]', 'arguments.a["x.[y"]'],
  ])('names %j', (path, param) => {
    const message = 'must be string';
    const faults = [{ path, message }];
    expect(() => refuseArguments(toolWith(), faults)).toThrow(
      expect.objectContaining({
        details: expect.objectContaining({ param, errors: [{ path: param, message }] }),
      }),
    );
  });
});

it('describes faults in words', () => {
  const faults = [
    { path: '', message: 'must be object' },
    { path: 'city', message: 'is required' },
  ];
  expect(describeFaults(faults)).toBe("they must be object; 'city' is required");
});
