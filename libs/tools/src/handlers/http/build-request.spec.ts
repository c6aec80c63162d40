import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ToolFailure } from '../../tool-failure.js';
import { buildRequest } from './build-request.js';

const TOOL = {
  type: 'http',
  url: 'http://svc:8080/v1/{id}/parts/{part}.json?fixed=1&by={by}',
  method: 'GET',
} as const;
const STEPS = ['', '.', '..'];
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '..',
    '.',
    '%2e%2e',
    '../..',
    '//evil',
    '\\',
    '?',
    '#',
    '@',
    ':',
    '\ud800',
    '{by}',
  ),
);

describe('buildRequest', () => {
  it('keeps every argument in its place, whatever it holds', () => {
    fc.assert(
      fc.property(anyText, anyText, anyText, anyText, (id, part, by, more) => {
        fc.pre([id, part, by].every((step) => !STEPS.includes(step)));
        const url = new URL(buildRequest(TOOL, { id, part, by, more }).url);
        expect(url.origin).toBe('http://svc:8080');
        const [, version, first, parts, last, ...rest] = url.pathname.split('/');
        expect([version, parts, rest, url.hash, url.username]).toEqual(['v1', 'parts', [], '', '']);
        expect(decodeURIComponent(first!)).toBe(id.toWellFormed());
        expect(decodeURIComponent(last!)).toBe(`${part.toWellFormed()}.json`);
        expect([...url.searchParams]).toEqual([
          ['fixed', '1'],
          ['by', by.toWellFormed()],
          ['more', more.toWellFormed()],
        ]);
      }),
    );
  });

  it.each(STEPS)('refuses %j, which would be a step through the path', (id) => {
    expect(() => buildRequest(TOOL, { id, part: 'a', by: 'b' })).toThrow(ToolFailure);
  });

  it('writes into the query what a query can say', () => {
    const given = { list: [1, 'b c', null], map: { a: 1 }, no: false, nothing: null };
    const { url, data } = buildRequest({ type: 'http', url: 'http://svc/x', method: 'GET' }, given);
    expect(url).toBe('http://svc/x?list=1&list=b+c&map=%7B%22a%22%3A1%7D&no=false');
    expect(data).toBeUndefined();
  });

  it('sends a body where it is told to', () => {
    const settings = { type: 'http', url: 'http://svc/{a}' } as const;
    const given = { a: 'x', b: { c: 1 } };
    const bodyOf = (more: object) => buildRequest({ ...settings, ...more }, given).data;
    expect(bodyOf({})).toBe('{"b":{"c":1}}');
    expect(bodyOf({ method: 'DELETE', arguments_in: 'body' })).toBe('{"b":{"c":1}}');
    expect(bodyOf({ method: 'POST', arguments_in: 'query' })).toBeUndefined();
  });

  it('takes nothing for an argument that was not given', () => {
    const settings = { type: 'http', url: 'http://svc/{constructor}' } as const;
    expect(() => buildRequest(settings, {})).toThrow("'constructor' must not be");
  });
});
