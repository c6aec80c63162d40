import { Readable } from 'node:stream';
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { decodeContent, decodeWhole } from './decode-content.js';
import { readBytes } from './read-bytes.js';

const TEXT = 'data: {"text":"grüße 👋"}\n\n'.repeat(1_000);
const ENCODINGS: [string, Buffer][] = [
  ['gzip', gzipSync(TEXT)],
  ['x-gzip', gzipSync(TEXT)],
  ['deflate', deflateSync(TEXT)],
  ['br', brotliCompressSync(TEXT)],
  ['zstd', zstdCompressSync(TEXT)],
  [' GZIP ', gzipSync(TEXT)],
];

/** A body that arrives in small pieces. */
function pieces(bytes: Buffer): Readable {
  const parts: Buffer[] = [];
  for (let start = 0; start < bytes.length; start += 7)
    parts.push(bytes.subarray(start, start + 7));
  return Readable.from(parts);
}

describe('decodeContent', () => {
  it.each(ENCODINGS)('undoes %s', async (encoding, bytes) => {
    const body = decodeContent({ 'content-encoding': encoding }, pieces(bytes));
    expect(String(await readBytes(body))).toBe(TEXT);
  });

  it.each([
    {},
    { 'content-encoding': 'identity' },
    { 'content-encoding': 'unheard-of' },
    { 'content-encoding': 'constructor' },
  ])('leaves a body with %j as it is', (headers) => {
    const body = Readable.from([]);
    expect(decodeContent(headers, body)).toBe(body);
  });

  it.each(ENCODINGS)('fails on %s that is cut off', async (encoding, bytes) => {
    const body = decodeContent({ 'content-encoding': encoding }, pieces(bytes.subarray(0, -5)));
    await expect(readBytes(body)).rejects.toMatchObject({ code: expect.any(String) });
  });

  it('fails on what is not compressed at all', async () => {
    const body = decodeContent({ 'content-encoding': 'gzip' }, pieces(Buffer.from('plain text')));
    await expect(readBytes(body)).rejects.toMatchObject({ code: 'Z_DATA_ERROR' });
  });

  it('closes the source when its reader leaves early', async () => {
    const source = pieces(gzipSync(Buffer.alloc(1_000_000)));
    for await (const chunk of decodeContent({ 'content-encoding': 'gzip' }, source))
      if (chunk) break;
    if (!source.destroyed) await new Promise((resolve) => source.once('close', resolve));
    expect(source.destroyed).toBe(true);
  });
});

describe('decodeWhole', () => {
  it.each(ENCODINGS)('undoes %s', async (encoding, bytes) => {
    const headers = { 'content-encoding': encoding };
    const { bytes: decoded } = await decodeWhole({ status: 200, headers, bytes });
    expect(String(decoded)).toBe(TEXT);
  });

  it('leaves a body without an encoding as it is', async () => {
    const response = { status: 200, headers: {}, bytes: Buffer.from(TEXT) };
    expect(await decodeWhole(response)).toBe(response);
  });
});
