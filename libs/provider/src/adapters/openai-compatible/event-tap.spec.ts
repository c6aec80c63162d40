import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { chatCallFor } from 'llm-gateway/testing';
import { EventTap } from './event-tap.js';

const chunk = (delta: object, more: object = {}): string =>
  JSON.stringify({
    id: 'c1',
    choices: [{ index: 0, delta, finish_reason: null }],
    usage: null,
    ...more,
  });

const DATA = [
  chunk({ role: 'assistant', content: '' }),
  chunk({ content: 'grüße 👋 "usage":null, "error":' }),
  chunk({ content: 'x' }, { choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] }),
  JSON.stringify({ id: 'c1', choices: [], usage: { prompt_tokens: 3, completion_tokens: 2 } }),
  '[DONE]',
];
const STREAM = `: hello\n\n${DATA.map((data) => `data: ${data}\n\n`).join('')}`;
const WITHOUT_USAGE = `: hello\n\n${[0, 1, 2, 4]
  .map((at) => `data: ${DATA[at]?.replace(',"usage":null}', '}')}\n\n`)
  .join('')}`;

function tapWith(includeUsage: boolean) {
  const { provider, scope } = chatCallFor({ url: 'http://x', adapter: 'openai-compatible' });
  return { tap: new EventTap({ provider, scope, includeUsage }), record: scope.record };
}

function run(bytes: Buffer, cuts: readonly number[], includeUsage: boolean) {
  const { tap, record } = tapWith(includeUsage);
  const borders = [0, ...[...cuts].sort((a, b) => a - b), bytes.length];
  const blocks: Buffer[] = [];
  for (let i = 1; i < borders.length; i++) {
    const block = tap.push(Buffer.from(bytes.subarray(borders[i - 1], borders[i])));
    if (block) blocks.push(block);
  }
  const last = tap.end();
  if (last) blocks.push(last);
  return { text: Buffer.concat(blocks).toString('utf8'), blocks, tap, record };
}

describe('EventTap', () => {
  it.each([
    [true, STREAM],
    [false, WITHOUT_USAGE],
  ])('gives the same events wherever the bytes are cut (usage wanted: %s)', (wanted, expected) => {
    const bytes = Buffer.from(STREAM);
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length), { maxLength: 30 }), (cuts) => {
        const { text, blocks, tap, record } = run(bytes, cuts, wanted);
        expect(text).toBe(expected);
        for (const block of blocks) expect(block.toString('latin1').endsWith('\n\n')).toBe(true);
        expect(tap).toMatchObject({ started: true, done: true, failure: undefined });
        expect(record).toMatchObject({
          usage: { inputTokens: 3, outputTokens: 2 },
          finishReasons: ['stop'],
        });
      }),
    );
  });

  it('gives the same events for CRLF line ends wherever they are cut', () => {
    const bytes = Buffer.from(STREAM.replaceAll('\n', '\r\n'));
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length), { maxLength: 30 }), (cuts) => {
        const { text, tap } = run(bytes, cuts, true);
        expect(text).toBe(STREAM);
        expect(tap.failure).toBeUndefined();
      }),
    );
  });

  it('passes a network chunk on uncopied when nothing must come out', () => {
    const { tap } = tapWith(true);
    const bytes = Buffer.from(STREAM);
    expect(tap.push(bytes)?.buffer).toBe(bytes.buffer);
  });

  it('takes whole events although the last blank line is missing', () => {
    const { text, tap } = run(Buffer.from(STREAM.trimEnd()), [], true);
    expect(text).toBe(STREAM);
    expect(tap.failure).toBeUndefined();
  });

  it('finds a stream cut in the middle of an event interrupted', () => {
    const { text, tap } = run(Buffer.from(STREAM.slice(0, -30)), [], true);
    expect(text).toBe(STREAM.slice(0, STREAM.lastIndexOf('data: {')));
    expect(tap.failure).toMatchObject({ code: 'provider_stream_interrupted' });
  });

  it('never ends well when the bytes stop anywhere before [DONE]', () => {
    const bytes = Buffer.from(STREAM.trimEnd());
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), (length) => {
        const { tap } = run(bytes.subarray(0, length), [], true);
        expect(tap.failure).toMatchObject({ code: 'provider_stream_interrupted' });
      }),
    );
  });

  it.each([
    ['data: {"error":{"message":"no"}}', 'provider_error'],
    ['event: error\ndata: {"message":"no"}', 'provider_error'],
    ['data: {"id":"c1","choices":[],"error":{"code":429,"message":"no"}}', 'rate_limit_exceeded'],
    ['data: {"id":', 'provider_invalid_response'],
    ['data: oops', 'provider_invalid_response'],
    ['data: {"usage":{"prompt_tokens":1}}', 'provider_invalid_response'],
  ])('stops at %s and gives out what came before', (event, code) => {
    const start = `data: ${DATA[0]}\n\n`;
    const { text, tap } = run(Buffer.from(`${start}${event}\n\ndata: ${DATA[1]}\n\n`), [], true);
    expect(text).toBe(start);
    expect(tap.failure).toMatchObject({ code });
  });

  it('takes nothing after [DONE] and nothing before a first chunk for an answer', () => {
    const after = run(Buffer.from(`${STREAM}data: {"error":{"message":"late"}}\n\n`), [], true);
    expect(after.text).toBe(STREAM);
    expect(after.tap.failure).toBeUndefined();
    const empty = run(Buffer.from('data: [DONE]\n\n'), [], true);
    expect(empty.tap.failure).toMatchObject({ code: 'provider_invalid_response' });
  });

  it('is not disturbed by extra blank lines and comments', () => {
    const { text, tap } = run(
      Buffer.from(`\n\n${STREAM.replaceAll('\n\n', '\n\n\n: ping\n\n')}`),
      [],
      true,
    );
    expect(text.match(/^data: /gm)).toHaveLength(5);
    expect(tap.failure).toBeUndefined();
  });

  it('keeps a finish chunk that carries usage, without the usage', () => {
    const event = chunk({}, { usage: { prompt_tokens: 3, completion_tokens: 2 } });
    const { text, record } = run(Buffer.from(`data: ${event}\n\ndata: [DONE]\n\n`), [], false);
    expect(JSON.parse(text.split('\n')[0]?.slice(6) ?? '')).toEqual({
      id: 'c1',
      choices: [{ index: 0, delta: {}, finish_reason: null }],
    });
    expect(record.usage).toMatchObject({ inputTokens: 3 });
  });

  it('reads an event of one megabyte', () => {
    const event = `data: ${chunk({ content: 'x'.repeat(1_048_576) })}\n\n`;
    const bytes = Buffer.from(`${event}data: [DONE]\n\n`);
    const cuts = Array.from({ length: 60 }, (_, at) => at * 17_000);
    expect(run(bytes, cuts, true).text).toBe(bytes.toString());
  });

  it('knows its provider in what it throws', () => {
    const { tap } = run(Buffer.from(''), [], true);
    expect(tap.failure?.details.provider).toBe('openai-compatible');
  });
});
