import { createHash } from 'node:crypto';

/** What the whole text adds beside its words, so that their order makes a difference. */
const WHOLE_TEXT_WEIGHT = 0.25;

/**
 * A unit vector that depends on nothing but the text: the sum of one hashed vector for each word
 * and a weaker one for the whole. Texts that share words are near each other; meaning is not seen.
 */
export function embedText(text: string, dimensions: number): Float32Array {
  const sum = new Float64Array(dimensions);
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  for (const word of words) add(sum, `word:${word}`, 1);
  add(sum, `text:${text}`, words.length > 0 ? WHOLE_TEXT_WEIGHT : 1);
  const length = Math.hypot(...sum);
  return Float32Array.from(sum, (value) => value / length);
}

function add(sum: Float64Array, text: string, weight: number): void {
  const bytes = createHash('shake256', { outputLength: sum.length * 4 })
    .update(text)
    .digest();
  for (let index = 0; index < sum.length; index++)
    sum[index]! += weight * (bytes.readInt32LE(index * 4) / 2 ** 31);
}
