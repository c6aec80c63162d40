import { createHash } from 'node:crypto';
import type { Chunk } from '../index/indexed-document.js';
import type { Document } from '../search-requests.schema.js';
import { packBlocks } from './pack-blocks.js';
import { readBlocks } from './read-blocks.js';

/**
 * The chunks of a document: passages of 200 to 400 words along its structure. A chunk keeps its id as long
 * as it stays what and where it is.
 */
export async function chunkDocument(document: Document): Promise<Chunk[]> {
  const { source, collection, format, metadata } = document;
  const text = document.text.replace(/^\uFEFF/, '').replaceAll(/\r\n?/g, '\n');
  const blocks =
    format === 'markdown'
      ? await readBlocks(text)
      : text.split(/\n\s*\n/).map((paragraph) => ({ text: paragraph, headings: [], outer: 0 }));
  const title = blocks.find(({ headings }) => headings.length > 0)?.headings[0] ?? source;
  return packBlocks(blocks).map(({ text, headings, outer }, position) => {
    const content = outer > 0 ? `${headings.slice(0, outer).join(' > ')}\n\n${text}` : text;
    const identity = JSON.stringify([collection, source, position, content]);
    return {
      id: `chunk_${createHash('sha256').update(identity).digest('hex').slice(0, 32)}`,
      content,
      metadata: { ...metadata, source, collection, title, headings, position },
    };
  });
}
