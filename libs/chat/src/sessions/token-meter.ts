import { estimateTokenCount } from 'tokenx';

/** About 2,000 tokens, which take less than a millisecond. */
const FIRST_SAMPLE_CHARACTERS = 8_000;
const SAMPLE_CHARACTERS = 200;
const SKIPPED_CHARACTERS = 3_800;

/**
 * Estimates the tokens of one text after the other. Of all their characters the first 8,000 are looked
 * at, and then 200 of each 4,000, which stand for the others: a megabyte takes some milliseconds.
 * The library is within 10 % of OpenAI's tokenizer for usual texts; other vendors' differ more.
 */
export class TokenMeter {
  #toLookAt = FIRST_SAMPLE_CHARACTERS;
  #toSkip = 0;
  #sample = { tokens: 0, characters: 0 };

  readonly count = (text: string): number => {
    let tokens = 0;
    for (let position = 0; position < text.length;) {
      const rest = text.length - position;
      const characters = Math.min(this.#toLookAt || this.#toSkip, rest);
      tokens +=
        this.#toLookAt > 0
          ? this.#lookAt(text.slice(position, position + characters))
          : this.#skip(characters);
      position += characters;
    }
    return tokens;
  };

  #lookAt(text: string): number {
    const tokens = estimateTokenCount(text);
    this.#sample.tokens += tokens;
    this.#sample.characters += text.length;
    this.#toLookAt -= text.length;
    if (this.#toLookAt === 0) this.#toSkip = SKIPPED_CHARACTERS;
    return tokens;
  }

  #skip(characters: number): number {
    const { tokens, characters: sampled } = this.#sample;
    this.#toSkip -= characters;
    if (this.#toSkip === 0) {
      this.#toLookAt = SAMPLE_CHARACTERS;
      this.#sample = { tokens: 0, characters: 0 };
    }
    return (characters * tokens) / sampled;
  }
}

/** No tokenizer makes more tokens than UTF-8 has bytes; a hundred times faster than an estimate. */
export function mostTokens(text: string): number {
  return Buffer.byteLength(text);
}
