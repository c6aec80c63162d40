import type { JsonSchema } from 'llm-gateway/contracts';
import { numberOf, type Filling } from './filling.js';

const MAXIMUM_TRIES = 200;

interface Range {
  readonly lower: number;
  readonly upper: number;
  fits(value: number): boolean;
}

/**
 * The number nearest to the lower bound, else to the upper one, else 1 (or 1.5). Variants go on
 * from there; where multiples leave holes, two of them may be equal.
 */
export function fillNumber(
  schema: JsonSchema,
  isInteger: boolean,
  { variant, budget }: Pick<Filling, 'variant' | 'budget'>,
): number {
  const range = rangeOf(schema);
  const multiple = numberOf(schema['multipleOf']);
  const step = multiple ?? (isInteger ? 1 : undefined);
  if (step === undefined || step <= 0) return fillReal(range, variant);
  const up = range.lower !== -Infinity || range.upper === Infinity;
  const start = up
    ? Math.ceil((range.lower === -Infinity ? step : range.lower) / step)
    : Math.floor(range.upper / step);
  for (let count = variant; count < variant + MAXIMUM_TRIES; count++) {
    const value = Number(((start + (up ? count : -count)) * step).toPrecision(15)) + 0;
    const isFit =
      range.fits(value) &&
      (!isInteger || Number.isInteger(value)) &&
      (multiple === undefined || Number.isInteger(value / multiple));
    if (isFit) return value;
  }
  budget.spend(MAXIMUM_TRIES);
  return start * step;
}

function fillReal({ lower, upper }: Range, variant: number): number {
  if (lower === upper) return lower;
  if (lower !== -Infinity && upper !== Infinity) {
    const share = 1 / (2 + variant);
    return lower * (1 - share) + upper * share;
  }
  if (lower !== -Infinity) return lower + distance(lower, variant);
  return upper === Infinity ? 1.5 + variant : upper - distance(upper, variant);
}

/** Far enough from a large bound to be another number. */
function distance(bound: number, variant: number): number {
  return Math.max(0.5, Math.abs(bound) * 1e-6) * (variant + 1);
}

function rangeOf(schema: JsonSchema): Range {
  const minimum = numberOf(schema['minimum']) ?? -Infinity;
  const maximum = numberOf(schema['maximum']) ?? Infinity;
  // Draft 4 had booleans here.
  const above =
    numberOf(schema['exclusiveMinimum']) ??
    (schema['exclusiveMinimum'] === true ? minimum : -Infinity);
  const below =
    numberOf(schema['exclusiveMaximum']) ??
    (schema['exclusiveMaximum'] === true ? maximum : Infinity);
  return {
    lower: Math.max(minimum, above),
    upper: Math.min(maximum, below),
    fits: (value) => value >= minimum && value <= maximum && value > above && value < below,
  };
}
