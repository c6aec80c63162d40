import type { JsonSchema } from 'llm-gateway/contracts';
import { fillFormat } from './fill-format.js';
import { fillPattern } from './fill-pattern.js';
import { numberOf, type Filling } from './filling.js';

/** A text that matches the pattern, else one of the format, else a plain one of a fitting length. */
export function fillString(schema: JsonSchema, { budget, variant }: Filling): string {
  const minimum = Math.ceil(numberOf(schema['minLength']) ?? 0);
  const maximum = Math.floor(numberOf(schema['maxLength']) ?? Infinity);
  budget.spend(Math.max(minimum, 1));
  const { pattern, format } = schema;
  const special =
    (typeof pattern === 'string'
      ? fillPattern(pattern, { minimum, variant, budget })
      : undefined) ?? (typeof format === 'string' ? fillFormat(format, variant) : undefined);
  return special ?? fillPlain(minimum, maximum, variant);
}

function fillPlain(minimum: number, maximum: number, variant: number): string {
  const word = variant === 0 ? 'text' : `text${variant + 1}`;
  if (word.length <= maximum) return word.padEnd(minimum, 'x');
  // Too short for the word: letters that count.
  const letters = [];
  for (let left = variant, place = 0; place < maximum; place++, left = Math.floor(left / 26))
    letters.push(String.fromCharCode(97 + (left % 26)));
  return letters.join('');
}
