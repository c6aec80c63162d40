import { expect, it } from '@jest/globals';
import { numberOf } from './number-of.js';

it.each([
  ['', undefined],
  [' 5 ', 5],
  ['-1.5e3', -1_500],
  ['many', 'many'],
  ['Infinity', 'Infinity'],
])('reads %j as %j', (text, value) => {
  expect(numberOf(text)).toBe(value);
});
