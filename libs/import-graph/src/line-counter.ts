/** Turns positions, asked for in ascending order, into line numbers from 1. */
export class LineCounter {
  #line = 1;
  #position = 0;

  constructor(private readonly text: string) {}

  lineAt(position: number): number {
    for (;;) {
      const next = this.text.indexOf('\n', this.#position);
      if (next < 0 || next >= position) return this.#line;
      this.#line += 1;
      this.#position = next + 1;
    }
  }
}

/** A line break at the end does not begin another line. */
export function countLines(text: string): number {
  const breaks = text.split('\n').length;
  return text === '' ? 0 : text.endsWith('\n') ? breaks - 1 : breaks;
}
