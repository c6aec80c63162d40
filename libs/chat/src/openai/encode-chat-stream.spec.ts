import { describe, expect, it } from '@jest/globals';
import type { CallRecord, StreamPart } from 'llm-gateway/contracts';
import { encodeChatStream } from './encode-chat-stream.js';

const PARTS: StreamPart[] = [
  { type: 'response-start' },
  { type: 'text-delta', choice: 0, text: 'Hi' },
  { type: 'choice-end', choice: 0, finishReason: 'stop' },
  { type: 'choice-end', choice: 1, finishReason: 'length' },
  { type: 'response-end', usage: { inputTokens: 3, outputTokens: 2 } },
];

async function* give(parts: readonly StreamPart[], failure?: Error): AsyncGenerator<StreamPart> {
  yield* parts;
  if (failure) throw failure;
}

async function collect(events: AsyncIterable<string>): Promise<string[]> {
  const collected: string[] = [];
  for await (const event of events) collected.push(event);
  return collected;
}

const newRecord = (): CallRecord => ({ attempts: 1, finishReasons: [] });

describe('encodeChatStream', () => {
  it('yields whole events, never an empty one, and [DONE] last', async () => {
    const options = { model: 'm', includeUsage: true, record: newRecord() };
    const events = await collect(encodeChatStream(give(PARTS), options));
    for (const event of events) expect(event).toMatch(/^(data: [^\n]+\n\n)+$/);
    expect(events.at(-1)).toMatch(/data: \[DONE\]\n\n$/);
  });

  it('records usage and finish reasons as they pass, asked for or not', async () => {
    const record = newRecord();
    await collect(encodeChatStream(give(PARTS), { model: 'm', includeUsage: false, record }));
    expect(record).toMatchObject({
      usage: { inputTokens: 3, outputTokens: 2 },
      finishReasons: ['stop', 'length'],
    });
  });

  it('passes a failure on without ending the stream', async () => {
    const events: string[] = [];
    const failure = new Error('cut');
    const options = { model: 'm', includeUsage: false, record: newRecord() };
    const read = async () => {
      for await (const event of encodeChatStream(give(PARTS.slice(0, 2), failure), options))
        events.push(event);
    };
    await expect(read()).rejects.toBe(failure);
    expect(events.join('')).toContain('Hi');
    expect(events.join('')).not.toContain('[DONE]');
  });

  it('closes the parts when its reader leaves', async () => {
    let isClosed = false;
    async function* endless(): AsyncGenerator<StreamPart> {
      try {
        for (;;) yield { type: 'text-delta', choice: 0, text: 'more' };
      } finally {
        isClosed = true;
      }
    }
    const options = { model: 'm', includeUsage: false, record: newRecord() };
    for await (const event of encodeChatStream(endless(), options)) if (event) break;
    expect(isClosed).toBe(true);
  });
});
