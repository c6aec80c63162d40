import type { Block } from './read-blocks.js';

/** 400 words: a word and its blank are taken for six characters. */
const MAXIMUM_CHARACTERS = 2_400;
/** 200 words: with so many, a passage ends where a section does. */
const ENOUGH_CHARACTERS = 1_200;
/** As much as fits, to the end of a line, else of a sentence, else of a word. */
const PIECE = new RegExp(
  ['(?=\\n|$)', '(?<=[.!?])(?=\\s)', '(?=\\s)', '']
    .map((boundary) => `[^]{1,${MAXIMUM_CHARACTERS}}${boundary}`)
    .join('|'),
  'gu',
);

/** Puts neighbours together into passages of 200 to 400 words, where the document's structure allows it. */
export function packBlocks(blocks: readonly Block[]): Block[] {
  const passages: Block[] = [];
  for (const block of blocks) {
    const last = passages.at(-1);
    const size = (last?.text.length ?? MAXIMUM_CHARACTERS) + block.text.length;
    const isSectionStart = block.outer < block.headings.length;
    const limit = isSectionStart ? ENOUGH_CHARACTERS + block.text.length : MAXIMUM_CHARACTERS;
    if (!last || size > Math.min(limit, MAXIMUM_CHARACTERS)) passages.push(block);
    else passages.splice(-1, 1, { ...last, text: `${last.text}\n\n${block.text}` });
  }
  return passages.flatMap(({ text, headings, outer }) => {
    const pieces = text.match(PIECE)?.map((piece) => piece.trim()) ?? [];
    const others = { headings, outer: headings.length };
    return pieces
      .filter((piece) => piece !== '')
      .map((piece, at) => ({ ...others, ...(at === 0 && { outer }), text: piece }));
  });
}
