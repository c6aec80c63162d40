import { describe, expect, it } from '@jest/globals';
import type { StreamPart } from 'llm-gateway/contracts';
import { ChatChunkEncoder } from './chat-chunk-encoder.js';

const START: StreamPart = { type: 'response-start', id: 'chatcmpl-1', model: 'm-1', created: 7 };
const END: StreamPart = { type: 'response-end', usage: { inputTokens: 3, outputTokens: 2 } };
const STOP: StreamPart = { type: 'choice-end', choice: 0, finishReason: 'stop' };
const text = (value: string, choice = 0): StreamPart => ({
  type: 'text-delta',
  choice,
  text: value,
});

function events(parts: readonly StreamPart[], includeUsage = false): string[] {
  const encoder = new ChatChunkEncoder({ model: 'asked-for', includeUsage });
  const stream = parts.map((part) => encoder.encode(part)).join('');
  expect(stream).toMatch(/^(data: [^\n]+\n\n)*$/);
  return stream
    .split('\n\n')
    .slice(0, -1)
    .map((event) => event.slice('data: '.length));
}

/** All chunks but the `[DONE]` that stands behind them. */
function chunks(parts: readonly StreamPart[], includeUsage = false): any[] {
  const all = events(parts, includeUsage);
  expect(all.at(-1)).toBe('[DONE]');
  return all.slice(0, -1).map((event) => JSON.parse(event));
}

const deltas = (...parts: StreamPart[]) =>
  chunks([START, ...parts, STOP, END]).map(({ choices }) => choices[0].delta);
const OPENING = { role: 'assistant', content: '', refusal: null };

describe('ChatChunkEncoder', () => {
  it('opens, tells, finishes and is done', () => {
    const head = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 7, model: 'm-1' };
    expect(chunks([START, text('Hi'), STOP, END])).toEqual([
      { ...head, choices: [{ index: 0, delta: OPENING, finish_reason: null }] },
      { ...head, choices: [{ index: 0, delta: { content: 'Hi' }, finish_reason: null }] },
      { ...head, choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] },
    ]);
  });

  it('sends the whole of an answer without any content', () => {
    expect(deltas()).toEqual([OPENING, {}]);
  });

  it('makes one id, time and model up for all chunks', () => {
    const all = chunks([{ type: 'response-start' }, text('a'), text('b'), STOP, END]);
    expect(new Set(all.map(({ id, created, model }) => `${id} ${created} ${model}`)).size).toBe(1);
    expect(all[0]).toMatchObject({
      id: expect.stringMatching(/^chatcmpl-.{36}$/),
      model: 'asked-for',
    });
    expect(Math.abs(all[0].created - Date.now() / 1_000)).toBeLessThan(60);
  });

  it('keeps several answers apart, and opens and ends each once', () => {
    const all = chunks([
      START,
      text('a', 0),
      text('b', 1),
      text('c', 0),
      STOP,
      text('d', 1),
      { type: 'choice-end', choice: 1, finishReason: 'length' },
      END,
    ]);
    const told = all.map(({ choices: [{ index, delta, finish_reason }] }) => [
      index,
      delta.role ?? delta.content ?? finish_reason,
    ]);
    expect(told).toEqual([
      [0, 'assistant'],
      [0, 'a'],
      [1, 'assistant'],
      [1, 'b'],
      [0, 'c'],
      [0, 'stop'],
      [1, 'd'],
      [1, 'length'],
    ]);
  });

  it('carries refusals and log probabilities', () => {
    const logprobs = { content: [{ token: 'a', logprob: -1 }] };
    const all = chunks([
      START,
      { type: 'text-delta', choice: 0, text: 'a', logprobs },
      { type: 'refusal-delta', choice: 0, text: 'No.', logprobs: { refusal: [] } },
      STOP,
      END,
    ]);
    expect(all[1].choices[0]).toEqual({
      index: 0,
      delta: { content: 'a' },
      finish_reason: null,
      logprobs,
    });
    expect(all[2].choices[0]).toMatchObject({
      delta: { refusal: 'No.' },
      logprobs: { refusal: [] },
    });
  });

  it('writes line breaks and odd characters without breaking an event', () => {
    expect(deltas(text('a\n\ndata: [DONE]\r\n\u2028👋'))[1]).toEqual({
      content: 'a\n\ndata: [DONE]\r\n\u2028👋',
    });
  });
});

describe('ChatChunkEncoder of tool calls', () => {
  const startCall = (index: number, more: object = {}): StreamPart => ({
    type: 'tool-call-start',
    choice: 0,
    index,
    id: `c${index}`,
    name: `f${index}`,
    kind: 'function',
    ...more,
  });
  const args = (index: number, piece: string): StreamPart => ({
    type: 'tool-call-delta',
    choice: 0,
    index,
    arguments: piece,
  });
  const endCall = (index: number): StreamPart => ({ type: 'tool-call-end', choice: 0, index });

  it('names id, type and function once, then sends arguments only', () => {
    expect(
      deltas(
        startCall(0),
        args(0, '{"a"'),
        args(0, ':1}'),
        endCall(0),
        startCall(1),
        args(1, '{}'),
      ),
    ).toEqual([
      { role: 'assistant', content: null, refusal: null },
      {
        tool_calls: [
          { index: 0, id: 'c0', type: 'function', function: { name: 'f0', arguments: '' } },
        ],
      },
      { tool_calls: [{ index: 0, function: { arguments: '{"a"' } }] },
      { tool_calls: [{ index: 0, function: { arguments: ':1}' } }] },
      {
        tool_calls: [
          { index: 1, id: 'c1', type: 'function', function: { name: 'f1', arguments: '' } },
        ],
      },
      { tool_calls: [{ index: 1, function: { arguments: '{}' } }] },
      {},
    ]);
  });

  it('has no content before a call only when the answer begins with it', () => {
    expect(deltas(text('So:'), startCall(0))[0]).toEqual(OPENING);
  });

  it('sends custom calls as such', () => {
    expect(deltas(startCall(0, { kind: 'custom' }), args(0, 'free')).slice(1, 3)).toEqual([
      { tool_calls: [{ index: 0, id: 'c0', type: 'custom', custom: { name: 'f0', input: '' } }] },
      { tool_calls: [{ index: 0, custom: { input: 'free' } }] },
    ]);
  });

  it('sends what the provider attached, once', () => {
    const providerMetadata = { google: { thought_signature: 's' } };
    const [, first, second] = deltas(startCall(0, { providerMetadata }), args(0, '{}'));
    expect(first.tool_calls[0].extra_content).toEqual(providerMetadata);
    expect(second.tool_calls[0]).not.toHaveProperty('extra_content');
  });
});

describe('ChatChunkEncoder of thinking', () => {
  const think = (index: number, value: string): StreamPart => ({
    type: 'reasoning-delta',
    choice: 0,
    index,
    text: value,
  });

  it('streams the text, and closes each block with what must be replayed', () => {
    const end = { type: 'reasoning-end', choice: 0 } as const;
    expect(
      deltas(
        think(0, 'Let me '),
        think(0, 'think.'),
        { ...end, index: 0, signature: 's', format: 'anthropic-claude-v1' },
        { ...end, index: 1, encrypted: 'xyz' },
        text('Hi'),
      ),
    ).toEqual([
      OPENING,
      { reasoning_content: 'Let me ' },
      { reasoning_content: 'think.' },
      {
        reasoning_details: [
          {
            type: 'reasoning.text',
            text: 'Let me think.',
            signature: 's',
            format: 'anthropic-claude-v1',
            index: 0,
          },
        ],
      },
      { reasoning_details: [{ type: 'reasoning.encrypted', data: 'xyz', index: 1 }] },
      { content: 'Hi' },
      {},
    ]);
  });
});
