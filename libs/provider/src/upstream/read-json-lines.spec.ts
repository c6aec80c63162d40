import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readJsonLines } from './read-json-lines.js';

async function* cut(bytes: Uint8Array, cuts: readonly number[]): AsyncGenerator<Uint8Array> {
  const borders = [0, ...[...cuts].sort((one, other) => one - other), bytes.length];
  for (let i = 1; i < borders.length; i++) yield bytes.subarray(borders[i - 1], borders[i]);
}

async function read(text: string, cuts: readonly number[] = []): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of readJsonLines(cut(new TextEncoder().encode(text), cuts)))
    lines.push(line);
  return lines;
}

describe('readJsonLines', () => {
  it.each<[string, string, string[]]>([
    ['nothing', '', []],
    ['lines', '{"a":1}\n{"b":2}\n', ['{"a":1}', '{"b":2}']],
    ['a last line without its break', '{"a":1}\n{"b":2}', ['{"a":1}', '{"b":2}']],
    ['blank lines', '\n{"a":1}\n\n  \n{"b":2}\n\n', ['{"a":1}', '{"b":2}']],
    ['carriage returns', '{"a":1}\r\n\r\n{"b":2}\r\n', ['{"a":1}\r', '{"b":2}\r']],
    ['a byte order mark', '\uFEFF{"a":1}\n', ['{"a":1}']],
  ])('reads %s', async (_what, text, lines) => {
    expect(await read(text)).toEqual(lines);
  });

  it('gives the same values wherever the bytes are cut', async () => {
    const values = fc.array(fc.jsonValue({ stringUnit: 'binary' }), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(values, fc.array(fc.nat(500), { maxLength: 30 }), async (items, cuts) => {
        const text = items.map((item) => `${JSON.stringify({ item })}\n`).join('');
        const length = Buffer.byteLength(text);
        const lines = await read(
          text,
          cuts.map((place) => Math.min(place, length)),
        );
        expect(lines).toEqual(items.map((item) => JSON.stringify({ item })));
      }),
    );
  });

  it('does not hide that the last line ends in half a character', async () => {
    async function* half(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('{"a":"👋').subarray(0, -1);
    }
    const lines: string[] = [];
    for await (const line of readJsonLines(half())) lines.push(line);
    expect(lines).toEqual(['{"a":"\uFFFD']);
  });

  it('yields a line as soon as it is whole', async () => {
    async function* endless(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('{"a":1}\n{"b"');
      throw new Error('The connection broke.');
    }
    const lines: string[] = [];
    const reading = (async () => {
      for await (const line of readJsonLines(endless())) lines.push(line);
    })();
    await expect(reading).rejects.toThrow('The connection broke.');
    expect(lines).toEqual(['{"a":1}']);
  });

  it('closes the body when its reader leaves', async () => {
    let isClosed = false;
    async function* endless(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) yield Buffer.from('{}\n');
      } finally {
        isClosed = true;
      }
    }
    for await (const line of readJsonLines(endless())) if (line) break;
    expect(isClosed).toBe(true);
  });

  it('reads a line of a megabyte that comes byte by byte in effort linear in its length', async () => {
    const text = `{"a":"${'x'.repeat(1_000_000)}"}\n`;
    const cuts = Array.from({ length: 20_000 }, (_, index) => index * 50);
    expect(await read(text, cuts)).toEqual([text.trimEnd()]);
  });
});
