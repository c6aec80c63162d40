import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { StreamPart } from 'llm-gateway/contracts';
import { chatCallFor, collect } from 'llm-gateway/testing';
import { block, closed, ended, input, START, text } from './__fixtures__/stream-events.js';
import type { AnthropicReading } from './anthropic-encoding.js';
import type { AnthropicEvent } from './anthropic.wire.js';
import { fromAnthropicStream } from './from-anthropic-stream.js';
import { ToolNames } from './tool-names.js';

const { provider } = chatCallFor({ url: 'http://127.0.0.1:1', adapter: 'anthropic' });
const PLAIN: AnthropicReading = {
  toolNames: new ToolNames([]),
  customTools: new Set(),
  jsonObject: false,
};

async function* each(list: readonly AnthropicEvent[]): AsyncGenerator<AnthropicEvent> {
  yield* list;
}

function events(list: readonly AnthropicEvent[], reading: AnthropicReading) {
  return collect(fromAnthropicStream(each(list), reading, provider));
}

const finish = (list: readonly StreamPart[]) =>
  list.find((part) => part.type === 'choice-end')?.finishReason;
const contentOf = (list: readonly StreamPart[]) =>
  list.map((part) => (part.type === 'text-delta' ? part.text : '')).join('');

describe('a streamed answer of a wanted form', () => {
  describe('with the answer in the input of a tool', () => {
    const reading = { ...PLAIN, jsonTool: 'json' };
    const answer = [
      block(1, { type: 'tool_use', id: 't', name: 'json', input: {} }),
      input(1, ''),
      input(1, '{"a"'),
      input(1, ':1}'),
      closed(1),
      ...ended('tool_use'),
    ];

    it('makes it the content, with finish reason stop', async () => {
      const list = await events([START, ...answer], reading);
      expect(list.slice(1, -1)).toEqual([
        { type: 'text-delta', choice: 0, text: '{"a"' },
        { type: 'text-delta', choice: 0, text: ':1}' },
        { type: 'choice-end', choice: 0, finishReason: 'stop' },
      ]);
    });

    it('sets words around it aside', async () => {
      const list = await events(
        [START, block(0, { type: 'text' }), text(0, 'Here you are:'), closed(0), ...answer],
        reading,
      );
      expect(contentOf(list)).toBe('{"a":1}');
      expect(list).toContainEqual(
        expect.objectContaining({
          fields: { anthropic_blocks: [{ type: 'text', text: 'Here you are:' }] },
        }),
      );
    });

    it('passes text on when the model answered without the tool', async () => {
      const list = await events(
        [START, block(0, { type: 'text' }), text(0, '{"a":'), text(0, '2}'), ...ended('end_turn')],
        reading,
      );
      expect(contentOf(list)).toBe('{"a":2}');
    });

    it("passes a call of the client's own tool on", async () => {
      const list = await events(
        [
          START,
          block(0, { type: 'text' }),
          text(0, 'First I look.'),
          block(1, { type: 'tool_use', id: 't', name: 'look' }),
          ...ended('tool_use'),
        ],
        reading,
      );
      expect(contentOf(list)).toBe('First I look.');
      expect(finish(list)).toBe('tool_calls');
    });
  });

  describe('with a JSON object asked for', () => {
    const reading = { ...PLAIN, jsonObject: true };
    const said = (pieces: readonly string[], reason = 'end_turn') =>
      events(
        [
          START,
          block(0, { type: 'text' }),
          ...pieces.map((piece) => text(0, piece)),
          ...ended(reason),
        ],
        reading,
      );

    it('takes a code fence off, however the text is cut', async () => {
      const whole = '```json\n{"a": "``` no fence"}\n```\n'.length;
      await fc.assert(
        fc.asyncProperty(fc.array(fc.nat(whole), { maxLength: 8 }), async (cuts) => {
          const fenced = '```json\n{"a": "``` no fence"}\n```\n';
          const borders = [0, ...cuts.sort((one, other) => one - other), fenced.length];
          const pieces = borders.slice(1).map((end, at) => fenced.slice(borders[at], end));
          expect(JSON.parse(contentOf(await said(pieces)))).toEqual({ a: '``` no fence' });
        }),
      );
    });

    it('streams an object without a fence as it comes', async () => {
      const list = await said(['{"a"', ': 1}']);
      expect(list.filter(({ type }) => type === 'text-delta')).toHaveLength(2);
    });

    it('fails when the answer is something else', async () => {
      await expect(said(['I would rather not.'])).rejects.toMatchObject({
        code: 'provider_invalid_response',
      });
    });

    it('does not judge an answer that a limit cut off', async () => {
      expect(finish(await said(['{"a":'], 'max_tokens'))).toBe('length');
    });
  });
});
