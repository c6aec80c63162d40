import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { StreamPart } from 'llm-gateway/contracts';
import { chatCallFor, collect } from 'llm-gateway/testing';
import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import {
  block,
  closed,
  delta,
  ended,
  input,
  START,
  STOP,
  text,
  toServerSentEvents,
} from './__fixtures__/stream-events.js';
import type { AnthropicReading } from './anthropic-encoding.js';
import type { AnthropicEvent } from './anthropic.wire.js';
import { fromAnthropicStream } from './from-anthropic-stream.js';
import { readAnthropicEvents } from './read-anthropic-events.js';
import { ToolNames } from './tool-names.js';

const call = chatCallFor({ url: 'http://127.0.0.1:1', adapter: 'anthropic' });
const PLAIN: AnthropicReading = {
  toolNames: new ToolNames([]),
  customTools: new Set(),
  jsonObject: false,
};

function fixture(name: string): Buffer {
  return readFileSync(new URL(`./__fixtures__/${name}.sse`, import.meta.url));
}

function read(bytes: Iterable<Uint8Array>, reading = PLAIN): Promise<StreamPart[]> {
  const headers = { 'content-type': 'text/event-stream; charset=utf-8' };
  const response = { status: 200, headers, body: Readable.from(bytes) };
  return collect(fromAnthropicStream(readAnthropicEvents(response, call), reading, call.provider));
}

const parts = (name: string, reading?: AnthropicReading) => read([fixture(name)], reading);

function events(list: readonly AnthropicEvent[], reading = PLAIN): Promise<StreamPart[]> {
  return read([Buffer.from(toServerSentEvents(list))], reading);
}

const finish = (list: readonly StreamPart[]) =>
  list.find((part) => part.type === 'choice-end')?.finishReason;
const usageIn = (list: readonly StreamPart[]) =>
  list.find((part) => part.type === 'response-end')?.usage;
const contentOf = (list: readonly StreamPart[]) =>
  list.map((part) => (part.type === 'text-delta' ? part.text : '')).join('');

const CALL_0 = { choice: 0, index: 0 };
const CALL_1 = { choice: 0, index: 1 };
const THINKING_AND_TOOLS: StreamPart[] = [
  { type: 'response-start', id: 'msg_01Thoughtful', model: 'claude-opus-4-5-20251101' },
  { type: 'reasoning-delta', ...CALL_0, text: 'The user wants the weather in Zür' },
  { type: 'reasoning-delta', ...CALL_0, text: 'ich ☀️ and Rome.' },
  {
    type: 'reasoning-end',
    ...CALL_0,
    signature: 'EqoBCkgIARABGAIiQL8Recorded==',
    format: 'anthropic-claude-v1',
  },
  {
    type: 'reasoning-end',
    ...CALL_1,
    encrypted: 'EmwKAhgBEgyRedacted',
    format: 'anthropic-claude-v1',
  },
  { type: 'text-delta', choice: 0, text: 'Let me ' },
  { type: 'text-delta', choice: 0, text: 'look.' },
  {
    type: 'tool-call-start',
    ...CALL_0,
    id: 'toolu_01Zurich',
    name: 'get_weather',
    kind: 'function',
  },
  { type: 'tool-call-delta', ...CALL_0, arguments: '{"city": "Zü' },
  { type: 'tool-call-delta', ...CALL_0, arguments: 'rich", "id": 12345678901234567890}' },
  { type: 'tool-call-end', ...CALL_0 },
  { type: 'tool-call-start', ...CALL_1, id: 'toolu_01Clock', name: 'get_time', kind: 'function' },
  { type: 'tool-call-delta', ...CALL_1, arguments: '{}' },
  { type: 'tool-call-end', ...CALL_1 },
  { type: 'choice-end', choice: 0, finishReason: 'tool_calls' },
  {
    type: 'response-end',
    usage: {
      inputTokens: 2_340,
      outputTokens: 181,
      cachedInputTokens: 2_000,
      cacheWriteTokens: 300,
      reasoningTokens: 60,
      extensions: {
        cache_creation: { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 0 },
        service_tier: 'standard',
      },
    },
  },
];

describe('fromAnthropicStream', () => {
  it('translates thinking, redacted thinking, text and tool calls, one without arguments', async () => {
    expect(await parts('thinking-and-tools')).toEqual(THINKING_AND_TOOLS);
  });

  it('gives the same parts wherever the bytes are cut', async () => {
    const bytes = fixture('thinking-and-tools');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(bytes.length), { maxLength: 40 }), async (cuts) => {
        const borders = [0, ...cuts.sort((one, other) => one - other), bytes.length];
        const pieces = borders.slice(1).map((end, at) => bytes.subarray(borders[at], end));
        expect(await read(pieces)).toEqual(THINKING_AND_TOOLS);
      }),
    );
  });

  it('keeps tool arguments byte for byte, however they are cut', async () => {
    await fc.assert(
      fc.asyncProperty(fc.json(), fc.array(fc.nat(40), { maxLength: 6 }), async (json, cuts) => {
        const borders = [0, ...cuts.sort((one, other) => one - other), json.length];
        const pieces = borders.slice(1).map((end, at) => json.slice(borders[at], end));
        const list = await events([
          START,
          block(0, { type: 'tool_use', id: 'toolu_1', name: 'f', input: {} }),
          ...pieces.map((piece) => input(0, piece)),
          ...ended('tool_use'),
        ]);
        const joined = list.map((part) => (part.type === 'tool-call-delta' ? part.arguments : ''));
        expect(joined.join('')).toBe(json);
      }),
    );
  });

  describe('counts usage as a total', () => {
    it('with the larger of two input counters', async () => {
      const usage = usageIn(await parts('late-input-tokens'));
      expect(usage).toMatchObject({ inputTokens: 61, outputTokens: 2 });
    });

    it('not letting a zero at the end undo the count of the start', async () => {
      const usage = { input_tokens: 0, output_tokens: 9, cache_read_input_tokens: null };
      const list = await events([
        {
          type: 'message_start',
          message: { usage: { input_tokens: 25, output_tokens: 1, cache_read_input_tokens: 100 } },
        },
        { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage },
        STOP,
      ]);
      expect(usageIn(list)).toEqual({
        inputTokens: 125,
        outputTokens: 9,
        cachedInputTokens: 100,
      });
    });

    it('and ignores a repeated message_start', async () => {
      const list = await parts('duplicate-message-start');
      expect(list.filter(({ type }) => type === 'response-start')).toHaveLength(1);
      expect(usageIn(list)).toMatchObject({ inputTokens: 10, outputTokens: 2 });
    });
  });

  it('goes on with a message that a proxy spliced in between two blocks', async () => {
    const list = await parts('message-start-between-blocks');
    expect(contentOf(list)).toBe('One two');
    expect(list.filter(({ type }) => type === 'response-start')).toHaveLength(1);
    expect(list.at(-1)?.type).toBe('response-end');
  });

  it('does not pass off a block that another message cut in two as whole', async () => {
    await expect(parts('message-start-inside-a-block')).rejects.toMatchObject({
      code: 'provider_invalid_response',
    });
  });

  it('turns a refusal into content_filter with its explanation', async () => {
    const list = await parts('refusal');
    expect(list.slice(1, -1)).toEqual([
      {
        type: 'refusal-delta',
        choice: 0,
        text: 'This request was blocked under the usage policy.',
      },
      {
        type: 'extension-delta',
        choice: 0,
        place: 'choice',
        fields: {
          native_finish_reason: 'refusal',
          stop_details: expect.objectContaining({ category: 'cyber' }),
        },
      },
      { type: 'choice-end', choice: 0, finishReason: 'content_filter' },
    ]);
  });

  it('reads content that comes whole in message_start', async () => {
    const list = await parts('prepopulated-content');
    expect(list[0]).toMatchObject({ extensions: { container: { id: 'container_1' } } });
    expect(list).toContainEqual({
      type: 'tool-call-delta',
      ...CALL_0,
      arguments: '{"id":"customer_123"}',
    });
    expect(finish(list)).toBe('tool_calls');
  });

  it('hides blocks of server tools from the content and puts sources in annotations', async () => {
    const list = await parts('web-search');
    expect(contentOf(list)).toBe('As is known, Node 26 is out.');
    expect(list.filter(({ type }) => type === 'extension-delta')).toEqual([
      expect.objectContaining({
        fields: {
          anthropic_blocks: [
            {
              type: 'server_tool_use',
              id: 'srvtoolu_01',
              name: 'web_search',
              input: { query: 'node' },
            },
          ],
        },
      }),
      expect.objectContaining({
        fields: { anthropic_blocks: [expect.objectContaining({ type: 'web_search_tool_result' })] },
      }),
      {
        type: 'extension-delta',
        choice: 0,
        place: 'delta',
        fields: {
          annotations: [
            {
              type: 'url_citation',
              url_citation: {
                start_index: 13,
                end_index: 28,
                title: 'Node',
                url: 'https://nodejs.org',
              },
            },
          ],
        },
      },
    ]);
  });

  it.each([
    ['end_turn', 'stop'],
    ['stop_sequence', 'stop'],
    ['max_tokens', 'length'],
    ['model_context_window_exceeded', 'length'],
    ['refusal', 'content_filter'],
    ['a_reason_of_tomorrow', 'stop'],
  ])('ends with %s as %s', async (reason, expected) => {
    expect(finish(await events([START, block(0, { type: 'text' }), ...ended(reason)]))).toBe(
      expected,
    );
  });

  it('says tool_calls whenever a call was made, unless a limit cut it off', async () => {
    const called = [START, block(0, { type: 'tool_use', id: 'toolu_1', name: 'f' }), closed(0)];
    expect(finish(await events([...called, ...ended('end_turn')]))).toBe('tool_calls');
    expect(finish(await events([...called, ...ended('max_tokens')]))).toBe('length');
  });

  it('mints an id for a call that has none, and closes blocks whose end was left out', async () => {
    const list = await events([START, block(4, { type: 'tool_use', name: 'f' }), STOP]);
    expect(list.slice(1, -2)).toEqual([
      expect.objectContaining({
        type: 'tool-call-start',
        id: expect.stringMatching(/^call_[\da-f]{24}$/),
      }),
      { type: 'tool-call-delta', ...CALL_0, arguments: '{}' },
      { type: 'tool-call-end', ...CALL_0 },
    ]);
  });

  it('gives back the names that the client gave its tools', async () => {
    const toolNames = new ToolNames(['search.web']);
    const list = await events(
      [START, block(0, { type: 'tool_use', id: 't', name: 'search_web' }), STOP],
      { ...PLAIN, toolNames },
    );
    expect(list[1]).toMatchObject({ name: 'search.web' });
  });

  it('unwraps the text of a custom tool', async () => {
    const list = await events(
      [
        START,
        block(0, { type: 'tool_use', id: 't', name: 'shell', input: {} }),
        input(0, '{"input":"ls'),
        input(0, ' -l\\n"}'),
        closed(0),
        STOP,
      ],
      { ...PLAIN, customTools: new Set(['shell']) },
    );
    expect(list.slice(1, 4)).toEqual([
      expect.objectContaining({ type: 'tool-call-start', kind: 'custom' }),
      { type: 'tool-call-delta', ...CALL_0, arguments: 'ls -l\n' },
      { type: 'tool-call-end', ...CALL_0 },
    ]);
  });

  describe('takes what upstreams send', () => {
    it('events of tomorrow, kept as extensions', async () => {
      const list = await events([
        START,
        { type: 'mood', mood: 'sunny' },
        block(0, { type: 'text' }),
        delta(0, { type: 'colour_delta', colour: 'blue' }),
        ...ended('end_turn'),
      ]);
      expect(list.filter(({ type }) => type === 'extension-delta')).toEqual([
        {
          type: 'extension-delta',
          fields: { anthropic_events: [{ type: 'mood', mood: 'sunny' }] },
        },
        {
          type: 'extension-delta',
          choice: 0,
          place: 'delta',
          fields: { anthropic_deltas: [{ type: 'colour_delta', colour: 'blue' }] },
        },
      ]);
    });

    it('a block whose beginning got lost', async () => {
      expect(contentOf(await events([START, text(0, 'Hi'), STOP]))).toBe('Hi');
      await expect(events([START, input(0, '{}'), STOP])).rejects.toMatchObject({
        code: 'provider_invalid_response',
      });
    });

    it('data without event names, and a closing [DONE]', async () => {
      const lines = [START, text(0, 'Hi'), STOP].map((event) => `data: ${JSON.stringify(event)}`);
      const list = await read([Buffer.from([...lines, 'data: [DONE]', ''].join('\n\n'))]);
      expect(contentOf(list)).toBe('Hi');
    });

    it('text and input that stand in the beginning of their block', async () => {
      const list = await events([
        START,
        block(0, { type: 'text', text: 'Hi' }),
        closed(0),
        block(1, { type: 'thinking', thinking: 'Hm', signature: 'S' }),
        closed(1),
        block(2, { type: 'tool_use', id: 't', name: 'f', input: { a: 1 } }),
        closed(2),
        STOP,
      ]);
      expect(contentOf(list)).toBe('Hi');
      expect(list).toContainEqual({ type: 'reasoning-delta', ...CALL_0, text: 'Hm' });
      expect(list).toContainEqual(expect.objectContaining({ signature: 'S' }));
      expect(list).toContainEqual({ type: 'tool-call-delta', ...CALL_0, arguments: '{"a":1}' });
    });
  });

  describe('fails', () => {
    it('with the mapped error of an error event', async () => {
      await expect(parts('overloaded')).rejects.toMatchObject({
        code: 'provider_overloaded',
        status: 503,
        details: { transient: true, providerCode: 'overloaded_error' },
      });
    });

    it('when the stream ends before message_stop', async () => {
      await expect(events([START, text(0, 'Hel')])).rejects.toMatchObject({
        code: 'provider_stream_interrupted',
      });
      await expect(events([])).rejects.toMatchObject({ code: 'provider_stream_interrupted' });
    });

    it('on data that is no JSON', async () => {
      const broken = Buffer.from('event: content_block_delta\ndata: {"type":\n\n');
      await expect(read([broken])).rejects.toMatchObject({ code: 'provider_invalid_response' });
    });
  });
});
