import type { Readable } from 'node:stream';

/**
 * Reads a stream to its end. `node:stream/consumers` goes through a Blob, which costs more time than
 * all the rest of a short call. Rejects when the stream breaks off.
 */
export function readBytes(stream: Readable): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.once('end', () => {
      resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks));
    });
    stream.once('error', reject);
    stream.once('close', () => reject(closedEarly()));
  });
}

function closedEarly(): NodeJS.ErrnoException {
  const error = new Error('The stream was closed before its end.');
  return Object.assign(error, { code: 'ERR_STREAM_PREMATURE_CLOSE' });
}
