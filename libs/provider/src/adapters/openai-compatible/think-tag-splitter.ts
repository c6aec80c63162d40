const OPEN = '<think>';
const CLOSE = '</think>';

export interface SplitText {
  readonly kind: 'text' | 'reasoning';
  readonly text: string;
}

/**
 * Splits `<think>...</think>` off the beginning of a text that arrives in pieces, wherever it is cut.
 * Tags further on are the answer's own words.
 */
export class ThinkTagSplitter {
  #state: 'before' | 'inside' | 'gap' | 'after' = 'before';
  #held = '';

  push(piece: string): SplitText[] {
    this.#held += piece;
    const split: SplitText[] = [];
    if (this.#state === 'before') this.#open();
    if (this.#state === 'inside') split.push(...this.#close());
    if (this.#state === 'gap') this.#skipGap();
    if (this.#state === 'after') split.push(...this.#take('text'));
    return split;
  }

  /** What is left when the text is over. */
  end(): SplitText[] {
    return this.#take(this.#state === 'inside' ? 'reasoning' : 'text');
  }

  #open(): void {
    const start = this.#held.trimStart();
    if (start.startsWith(OPEN)) {
      this.#held = start.slice(OPEN.length);
      this.#state = 'inside';
    } else if (!OPEN.startsWith(start)) {
      this.#state = 'after';
    }
  }

  #close(): SplitText[] {
    const end = this.#held.indexOf(CLOSE);
    if (end < 0) {
      const safe = this.#held.length - partialTagAtEnd(this.#held);
      const rest = this.#held.slice(safe);
      this.#held = this.#held.slice(0, safe);
      const split = this.#take('reasoning');
      this.#held = rest;
      return split;
    }
    const rest = this.#held.slice(end + CLOSE.length);
    this.#held = this.#held.slice(0, end);
    const split = this.#take('reasoning');
    this.#held = rest;
    this.#state = 'gap';
    return split;
  }

  /** Blank lines between the tag and the answer belong to neither. */
  #skipGap(): void {
    this.#held = this.#held.trimStart();
    if (this.#held !== '') this.#state = 'after';
  }

  #take(kind: SplitText['kind']): SplitText[] {
    const text = this.#held;
    this.#held = '';
    return text === '' ? [] : [{ kind, text }];
  }
}

/** Length of the longest beginning of the closing tag that the text ends with. */
function partialTagAtEnd(text: string): number {
  for (let length = Math.min(CLOSE.length - 1, text.length); length > 0; length--)
    if (text.endsWith(CLOSE.slice(0, length))) return length;
  return 0;
}
