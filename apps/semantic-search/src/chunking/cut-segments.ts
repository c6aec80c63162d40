/** Long enough for a section, in characters. */
const SEGMENT_CHARACTERS = 2_000;

/**
 * Cuts Markdown where a block must begin: after a blank line, outside fenced code, at a line that is not
 * indented. The parser's time grows with the square of what it reads, so it is fed in segments.
 */
export function* cutSegments(document: string): Generator<string> {
  let start = 0;
  let fence: string | undefined;
  let isAfterBlank = false;
  for (const { 0: line, index } of document.matchAll(/[^\n]*\n|[^\n]+$/g)) {
    if (isAfterBlank && !fence && /^\S/.test(line) && index - start >= SEGMENT_CHARACTERS) {
      yield document.slice(start, index);
      start = index;
    }
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence === undefined) fence = mark;
    else if (mark?.startsWith(fence)) fence = undefined;
    isAfterBlank = line.trim() === '';
  }
  yield document.slice(start);
}
