import { describe, expect, it } from '@jest/globals';
import type { StreamPart } from 'llm-gateway/contracts';
import { ChatChunkEncoder } from './chat-chunk-encoder.js';

const START: StreamPart = { type: 'response-start', id: 'chatcmpl-1', model: 'm-1', created: 7 };
const HI: StreamPart = { type: 'text-delta', choice: 0, text: 'Hi' };
const STOP: StreamPart = { type: 'choice-end', choice: 0, finishReason: 'stop' };
const USAGE = { inputTokens: 3, outputTokens: 2 };
const END: StreamPart = { type: 'response-end', usage: USAGE };

function chunks(includeUsage: boolean, ...parts: StreamPart[]): any[] {
  const encoder = new ChatChunkEncoder({ model: 'asked-for', includeUsage });
  const stream = parts.map((part) => encoder.encode(part)).join('');
  expect(stream.endsWith('data: [DONE]\n\n')).toBe(true);
  return stream
    .split('\n\n')
    .slice(0, -2)
    .map((event) => JSON.parse(event.slice('data: '.length)));
}

const fields = (value: object, more: object = {}): StreamPart => ({
  type: 'extension-delta',
  fields: { ...value },
  ...more,
});

describe('usage in a stream', () => {
  it('comes last, without choices, when it was asked for, and every other chunk says null', () => {
    const all = chunks(true, START, HI, STOP, END);
    expect(all.at(-1)).toMatchObject({ choices: [], usage: { prompt_tokens: 3, total_tokens: 5 } });
    expect(all.slice(0, -1).map(({ usage }) => usage)).toEqual([null, null, null]);
  });

  it('is not there when it was not asked for', () => {
    for (const chunk of chunks(false, START, HI, STOP, END)) {
      expect(chunk).not.toHaveProperty('usage');
      expect(chunk.choices).toHaveLength(1);
    }
  });

  it('is not made up when the provider counts nothing', () => {
    const all = chunks(true, START, HI, STOP, { type: 'response-end' });
    expect(all.at(-1)).toMatchObject({ choices: [{ finish_reason: 'stop' }], usage: null });
  });

  it('is told of an answer without a start', () => {
    expect(chunks(true, END).at(-1)).toMatchObject({ choices: [], usage: { total_tokens: 5 } });
  });
});

describe('fields that only one provider has', () => {
  it('stand on every chunk when the answer begins with them', () => {
    const start: StreamPart = { ...START, extensions: { service_tier: 'flex' } } as StreamPart;
    for (const chunk of chunks(true, start, HI, STOP, END)) expect(chunk.service_tier).toBe('flex');
  });

  it('stand in the delta, or beside it', () => {
    const all = chunks(
      false,
      START,
      fields({ audio: { id: 'a' } }, { choice: 0, place: 'delta' }),
      fields({ safety: 'ok' }, { choice: 0, place: 'choice' }),
      STOP,
      END,
    );
    expect(all[1].choices[0]).toEqual({
      index: 0,
      delta: { audio: { id: 'a' } },
      finish_reason: null,
    });
    expect(all[2].choices[0]).toEqual({ index: 0, delta: {}, finish_reason: null, safety: 'ok' });
  });

  it.each<[string, StreamPart[]]>([
    ['before the text', [START, fields({ citations: ['a'] }), HI, STOP, END]],
    ['after the text', [START, HI, fields({ citations: ['a'] }), STOP, END]],
    ['after the finish', [START, HI, STOP, fields({ citations: ['a'] }), END]],
    ['with the end', [START, HI, STOP, { ...END, extensions: { citations: ['a'] } } as StreamPart]],
    [
      'with an end that has no usage',
      [START, HI, STOP, { type: 'response-end', extensions: { citations: ['a'] } }],
    ],
  ])('come once, in a chunk with choices, when they arrive %s', (_when, parts) => {
    for (const includeUsage of [true, false]) {
      const having = chunks(includeUsage, ...parts).filter(({ citations }) => citations);
      expect(having).toHaveLength(1);
      expect(having[0].choices).toHaveLength(1);
    }
  });

  it('are all told when one name comes several times', () => {
    const all = chunks(
      false,
      START,
      fields({ x: 1 }),
      fields({ x: 2 }),
      HI,
      fields({ x: 3 }),
      STOP,
      END,
    );
    expect(all.flatMap(({ x }) => x ?? [])).toEqual([1, 2, 3]);
  });

  it('leave the last chunk of an answer the one with the finish reason', () => {
    const all = chunks(false, START, HI, STOP, fields({ x: 1 }), END);
    expect(all.filter(({ choices }) => choices[0].finish_reason === 'stop')).toEqual([all.at(-1)]);
  });

  it.each<[string, StreamPart]>([
    ['the top', fields({})],
    ['a delta', fields({}, { choice: 0, place: 'delta' })],
    ['a choice', fields({}, { choice: 0, place: 'choice' })],
    ['the top, undefined', fields({ x: undefined })],
    ['a choice, undefined', fields({ x: undefined }, { choice: 0, place: 'choice' })],
  ])('keep every chunk valid JSON when there are none at %s', (_place, part) => {
    const end = { ...END, extensions: {} } as StreamPart;
    for (const includeUsage of [true, false])
      expect(chunks(includeUsage, START, part, HI, STOP, end).length).toBeGreaterThan(2);
  });
});
