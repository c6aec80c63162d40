import { Readable, pipeline } from 'node:stream';
import {
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createZstdDecompress,
} from 'node:zlib';
import { readBytes } from './read-bytes.js';
import { headerOf, type UpstreamResponse } from './upstream-response.js';
import type { WholeResponse } from './whole-response.js';

const DECODERS: ReadonlyMap<string, () => ReturnType<typeof createGunzip>> = new Map([
  ['gzip', createGunzip],
  ['x-gzip', createGunzip],
  ['deflate', createInflate],
  ['br', createBrotliDecompress as never],
  ['zstd', createZstdDecompress as never],
]);

/** We ask for identity; proxies in front of an upstream compress all the same. */
export function decodeContent(headers: UpstreamResponse['headers'], body: Readable): Readable {
  const encoding = headerOf(headers, 'content-encoding')?.trim().toLowerCase();
  const create = encoding === undefined ? undefined : DECODERS.get(encoding);
  if (!create) return body;
  // The error of either end surfaces when the decoder is read.
  return pipeline(body, create(), () => {});
}

/** The same for a body that has been read. */
export async function decodeWhole(response: WholeResponse): Promise<WholeResponse> {
  const { headers, bytes } = response;
  if (!('content-encoding' in headers)) return response;
  return { ...response, bytes: await readBytes(decodeContent(headers, Readable.from([bytes]))) };
}
