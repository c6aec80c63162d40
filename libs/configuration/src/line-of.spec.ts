import { expect, it } from '@jest/globals';
import { lineOf } from './line-of.js';

const TEXT = `{
  "tools": [
    { "name": "a" },
    {
      "name": "b",
      "handler": {
        "url": 1,
        "headers": { "x.y": 2 } } } ] }`;

it.each([
  ['tools', 2],
  ['tools[0]', 3],
  ['tools[1]', 4],
  ['tools[1].handler.url', 7],
  ['tools[1].handler.missing', 6],
  ['tools[1].handler.headers.x.y', 8],
  ['tools[7].name', 2],
  ['', 1],
])('finds %s on line %i', (param, line) => {
  expect(lineOf(TEXT, param)).toBe(line);
  expect(lineOf(`\uFEFF${TEXT}`, param)).toBe(line);
  expect(lineOf(TEXT.replaceAll('\n', '\r\n'), param)).toBe(line);
});

it.each(['', '{', 'oops'])('knows no better than line 1 of %j', (text) => {
  expect(lineOf(text, 'tools[0]')).toBe(1);
});
