import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { collect } from 'llm-gateway/testing';
import { readServerSentEvents } from './read-server-sent-events.js';

const STREAM = [
  '\uFEFF: keep-alive\r\n\r\n',
  'event: message_start\r\ndata: {"text":"grüße 👋"}\r\n\r\n',
  'data: first line\ndata: second line\n\n',
  ': ping\n\n',
  'id: 7\ndata: [DONE]',
].join('');

const EXPECTED = [
  { event: 'message_start', data: '{"text":"grüße 👋"}' },
  { event: undefined, data: 'first line\nsecond line' },
  { event: undefined, data: '[DONE]' },
];

async function* cut(bytes: Uint8Array, cuts: readonly number[]): AsyncGenerator<Uint8Array> {
  const borders = [0, ...[...cuts].sort((a, b) => a - b), bytes.length];
  for (let i = 1; i < borders.length; i++) yield bytes.subarray(borders[i - 1], borders[i]);
}

describe('readServerSentEvents', () => {
  const bytes = new TextEncoder().encode(STREAM);

  it('gives the same events wherever the bytes are cut', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(bytes.length), { maxLength: 40 }), async (cuts) => {
        const events = await collect(readServerSentEvents(cut(bytes, cuts)));
        expect(events.map(({ event, data }) => ({ event, data }))).toEqual(EXPECTED);
      }),
    );
  });

  it('reads an event of one megabyte', async () => {
    const data = 'x'.repeat(1_048_576);
    const events = await collect(
      readServerSentEvents(cut(new TextEncoder().encode(`data: ${data}\n\n`), [1_000, 500_000])),
    );
    expect(events).toEqual([expect.objectContaining({ data })]);
  });
});
