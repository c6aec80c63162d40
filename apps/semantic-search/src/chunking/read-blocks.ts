import { setImmediate } from 'node:timers/promises';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { cutSegments } from './cut-segments.js';

/** What should stay together: a paragraph, a list, a code block, after the headings just before it. */
export interface Block {
  readonly text: string;
  /** All headings that it stands under, outermost first. */
  readonly headings: string[];
  /** How many of them are not in its text. */
  readonly outer: number;
}

/** A segment that is longer has no structure worth the parser's time, in characters. */
const MAXIMUM_PARSED_CHARACTERS = 16_000;

/** Only blocks matter here. Block quotes stay text: their depth makes the parser's time explode. */
const INLINE = ['attention', 'autolink', 'codeText', 'hardBreakEscape', 'htmlText', 'labelEnd'];
const IGNORED = [...INLINE, 'blockQuote', 'definition', 'labelStartImage', 'labelStartLink'];
const OPTIONS = { extensions: [{ disable: { null: IGNORED } }] };

/** The blocks of a Markdown document, with their headings. Lets other work go on meanwhile. */
export async function readBlocks(document: string): Promise<Block[]> {
  const blocks: Block[] = [];
  let path: { readonly depth: number; readonly title: string }[] = [];
  let outer = 0;
  let lead = '';
  const add = (text: string) => {
    blocks.push({ text: `${lead}${text}`.trim(), headings: path.map(({ title }) => title), outer });
    outer = path.length;
    lead = '';
  };
  for (const segment of cutSegments(document)) {
    const isParsed = segment.length <= MAXIMUM_PARSED_CHARACTERS;
    if (!isParsed) add(segment);
    for (const node of isParsed ? fromMarkdown(segment, OPTIONS).children : []) {
      const source = segment.slice(node.position?.start.offset, node.position?.end.offset);
      if (node.type === 'heading') {
        path = path.filter(({ depth }) => depth < node.depth);
        outer = Math.min(outer, path.length);
        path = [...path, { depth: node.depth, title: titleOf(source) }];
        lead += `${source}\n\n`;
      } else add(source);
    }
    await setImmediate();
  }
  if (lead !== '') add('');
  return blocks;
}

/** Of `## Title ##`, and of a title that is underlined. */
function titleOf(source: string): string {
  return source.replaceAll(/^#+|\n *(=+|-+)$|#+$/g, '').trim();
}
