import { setImmediate } from 'node:timers/promises';
import type { Parser, Tree } from '@lezer/common';

const SLICE_MS = 20;

/** Time that parsing may still take, in milliseconds; shared by the files of one request. */
export interface ParseBudget {
  leftMs: number;
}

export interface ParsedSource {
  readonly tree: Tree;
  /** False when the budget was used up before the end of the text. */
  readonly isComplete: boolean;
}

/**
 * Parses without holding up other requests. Text that is nothing like its language can cost minutes,
 * so that a budget ends it: what was read so far is kept. Undefined for text that the parser fails on.
 */
export async function parseInSlices(
  parser: Parser,
  text: string,
  budget: ParseBudget,
): Promise<ParsedSource | undefined> {
  let sliceStart = performance.now();
  let isComplete = true;
  try {
    const parse = parser.startParse(text);
    for (;;) {
      const tree = parse.advance();
      const elapsed = performance.now() - sliceStart;
      if (tree || elapsed > SLICE_MS) budget.leftMs -= elapsed;
      if (tree) return { tree, isComplete };
      if (elapsed <= SLICE_MS) continue;
      if (budget.leftMs <= 0 && isComplete) {
        parse.stopAt(parse.parsedPos);
        isComplete = false;
      }
      await setImmediate();
      sliceStart = performance.now();
    }
  } catch (error) {
    // Nested too deeply for the parser's stack.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
