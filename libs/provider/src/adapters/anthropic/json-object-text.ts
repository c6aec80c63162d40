import type { Provider } from 'llm-gateway/contracts';
import { invalidResponse } from '../../upstream/parse-upstream-json.js';

const FENCE = '```';

/**
 * Text that was asked to be one JSON object. Models like to wrap it in a code fence, which is taken
 * off as the text passes through; whether it is an object is checked at the end.
 */
export class JsonObjectText {
  #text = '';
  #held = '';
  #state: 'beginning' | 'opening-line' | 'fenced' | 'plain' = 'beginning';

  /** Takes the next piece and returns what may be passed on of it. */
  push(piece: string): string {
    this.#held += piece;
    if (this.#state === 'beginning') {
      const begun = this.#held.trimStart();
      if (FENCE.startsWith(begun.slice(0, FENCE.length)) && begun.length < FENCE.length) return '';
      this.#state = begun.startsWith(FENCE) ? 'opening-line' : 'plain';
    }
    if (this.#state === 'opening-line') {
      const lineBreak = this.#held.indexOf('\n', this.#held.indexOf(FENCE));
      if (lineBreak < 0) return '';
      this.#held = this.#held.slice(lineBreak + 1);
      this.#state = 'fenced';
    }
    // White space and backticks at the end may be the closing fence.
    const length = this.#state === 'fenced' ? lengthBeforeFence(this.#held) : this.#held.length;
    return this.#release(length);
  }

  /** What was held back to the end and is not part of a fence. */
  end(): string {
    if (this.#state === 'fenced' && this.#held.trim() === FENCE) this.#held = '';
    return this.#release(this.#held.length);
  }

  /** Throws `provider_invalid_response` when the whole text is no JSON object. */
  check(provider: Provider): void {
    let value: unknown;
    try {
      value = JSON.parse(this.#text);
    } catch {
      value = undefined;
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw invalidResponse(provider, 'a JSON object was asked for, and it is none');
  }

  #release(length: number): string {
    const released = this.#held.slice(0, length);
    this.#held = this.#held.slice(length);
    this.#text += released;
    return released;
  }
}

function lengthBeforeFence(text: string): number {
  let length = text.length;
  while (length > 0 && '` \n\r\t'.includes(text.charAt(length - 1))) length -= 1;
  return length;
}
