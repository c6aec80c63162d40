import { describe, expect, it } from '@jest/globals';
import { limitBody } from './limit-body.js';

async function pass(chunks: readonly string[], isEventStream: boolean): Promise<string> {
  const body = ReadableStream.from(chunks.map((chunk) => Buffer.from(chunk)));
  const tooLarge = () => new Error('too large');
  return await new Response(
    limitBody(body as ReadableStream<Uint8Array>, 10, { isEventStream, tooLarge }),
  ).text();
}

describe('limitBody', () => {
  it('passes on what fits', async () => {
    expect(await pass(['12345', '67890'], false)).toBe('1234567890');
  });

  it('fails with the first byte too many', async () => {
    await expect(pass(['12345', '67890', '1'], false)).rejects.toThrow('too large');
  });

  it('counts each event of a stream for itself', async () => {
    const events = ['data: 1\n\n', 'data: 2\r\n\r\n', 'data: 3', '\n\n'];
    await expect(pass(events, false)).rejects.toThrow('too large');
    expect(await pass(events, true)).toBe(events.join(''));
    await expect(pass(['data: 1\n\nda', 'ta: 123456'], true)).rejects.toThrow('too large');
  });
});
