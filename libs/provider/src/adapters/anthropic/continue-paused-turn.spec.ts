import { afterEach, describe, expect, it } from '@jest/globals';
import type { StreamPart } from 'llm-gateway/contracts';
import {
  chatCallFor,
  collect,
  fakeAnthropic,
  FakeUpstream,
  type FakeAnswer,
  type FakeVendor,
} from 'llm-gateway/testing';
import { UpstreamClient } from '../../upstream/upstream-client.js';
import { block, closed, input, text, toServerSentEvents } from './__fixtures__/stream-events.js';
import { AnthropicAdapter } from './anthropic.adapter.js';
import type { AnthropicEvent, AnthropicMessage } from './anthropic.wire.js';
import { MAXIMUM_ROUNDS } from './continue-paused-turn.js';

const SEARCH = { type: 'server_tool_use', id: 'srvtoolu_1', name: 'web_search' };
const FOUND = { type: 'web_search_tool_result', tool_use_id: 'srvtoolu_1', content: [{ a: 1 }] };
const PAUSED: AnthropicMessage = {
  id: 'msg_paused',
  model: 'claude-opus-5-5',
  content: [
    { type: 'thinking', thinking: 'Hm', signature: 'S' },
    { type: 'text', text: 'I look it up. ' },
    { ...SEARCH, input: { query: 'node' } },
  ],
  stop_reason: 'pause_turn',
  usage: {
    input_tokens: 10,
    output_tokens: 20,
    cache_read_input_tokens: 5,
    server_tool_use: { web_search_requests: 1 },
  },
};
const DONE: AnthropicMessage = {
  id: 'msg_done',
  model: 'claude-opus-5-5',
  content: [FOUND, { type: 'text', text: 'Node 26.' }],
  stop_reason: 'end_turn',
  usage: {
    input_tokens: 40,
    output_tokens: 7,
    cache_read_input_tokens: 5,
    server_tool_use: { web_search_requests: 2 },
  },
};
const USAGE = {
  inputTokens: 60,
  outputTokens: 27,
  cachedInputTokens: 10,
  extensions: { server_tool_use: { web_search_requests: 3 } },
};

function streamed({ content, stop_reason, usage, ...message }: AnthropicMessage): AnthropicEvent[] {
  const { output_tokens, ...counted } = usage ?? {};
  const started = { ...counted, output_tokens: 1 };
  return [
    { type: 'message_start', message: { ...message, content: [], usage: started } },
    ...(content ?? []).flatMap((whole, index): AnthropicEvent[] => {
      switch (whole.type) {
        case 'text':
          return [
            block(index, { type: 'text', text: '' }),
            text(index, whole.text ?? ''),
            closed(index),
          ];
        case 'server_tool_use': {
          const json = JSON.stringify(whole.input);
          return [block(index, { ...whole, input: {} }), input(index, json), closed(index)];
        }
        default:
          return [block(index, whole), closed(index)];
      }
    }),
    { type: 'message_delta', delta: { stop_reason }, usage: { output_tokens } },
    { type: 'message_stop' },
  ];
}

/** Answers with these messages in turn, the last one again and again. */
function scripted(messages: readonly AnthropicMessage[]): FakeVendor {
  let next = 0;
  return {
    ...fakeAnthropic,
    answer({ json }): FakeAnswer {
      const message = messages[Math.min(next++, messages.length - 1)] ?? {};
      return json.stream
        ? {
            status: 200,
            headers: { 'content-type': 'text/event-stream' },
            frames: [toServerSentEvents(streamed(message))],
          }
        : {
            status: 200,
            headers: { 'content-type': 'application/json' },
            frames: [JSON.stringify(message)],
          };
    },
  };
}

const client = new UpstreamClient();
const adapter = new AnthropicAdapter(client);
let upstream: FakeUpstream;
afterEach(() => upstream.close());

async function callOf(messages: readonly AnthropicMessage[], maxOutputTokens = 100) {
  upstream = await FakeUpstream.start(scripted(messages));
  const request = { maxOutputTokens };
  return chatCallFor({
    url: upstream.url,
    adapter: 'anthropic',
    request,
    model: 'claude-opus-5-5',
  });
}

const textOf = (parts: readonly StreamPart[]) =>
  parts.map((part) => (part.type === 'text-delta' ? part.text : '')).join('');

describe('a turn that pauses', () => {
  it.each([100, 100_000])('goes on as one answer (%i tokens)', async (maxOutputTokens) => {
    const call = await callOf([PAUSED, DONE], maxOutputTokens);
    const { id, choices, usage } = await adapter.complete(call);
    expect(id).toBe('msg_paused');
    expect(choices[0]).toMatchObject({
      finishReason: 'stop',
      message: {
        parts: [
          { type: 'reasoning', text: 'Hm', signature: 'S' },
          { type: 'text', text: 'I look it up. ' },
          { type: 'text', text: 'Node 26.' },
        ],
      },
      messageExtensions: { anthropic_blocks: [SEARCH, FOUND] },
    });
    expect(usage).toEqual(USAGE);
    expect(call.scope.record.attempts).toBe(2);
  });

  it.each([true, false])('gets its content back unchanged (streamed: %s)', async (stream) => {
    const call = await callOf([PAUSED, DONE]);
    if (stream) await collect(adapter.stream(call));
    else await adapter.complete(call);
    const [first, second] = upstream.requests;
    expect(second?.json).toEqual({
      ...first?.json,
      messages: first?.json.messages.concat({ role: 'assistant', content: PAUSED.content }),
    });
  });

  it('goes on as one stream', async () => {
    const parts = await collect(adapter.stream(await callOf([PAUSED, DONE])));
    expect(textOf(parts)).toBe('I look it up. Node 26.');
    const kinds = parts.map(({ type }) => type);
    for (const once of ['response-start', 'choice-end', 'response-end'])
      expect(kinds.filter((kind) => kind === once)).toHaveLength(1);
    expect(parts.at(-1)).toEqual({ type: 'response-end', usage: USAGE });
  });

  it('counts tool calls on, whichever response they are in', async () => {
    const called = (id: string, stop_reason: string): AnthropicMessage => ({
      content: [{ type: 'tool_use', id, name: 'f', input: {} }],
      stop_reason,
    });
    const call = await callOf([called('t0', 'pause_turn'), called('t1', 'tool_use')]);
    const starts = (await collect(adapter.stream(call))).filter(
      ({ type }) => type === 'tool-call-start',
    );
    expect(starts).toMatchObject([
      { index: 0, id: 't0' },
      { index: 1, id: 't1' },
    ]);
  });

  it('sends back the content of all rounds', async () => {
    await adapter.complete(await callOf([PAUSED, { ...PAUSED, content: [FOUND] }, DONE]));
    expect(upstream.lastRequest.json.messages[1].content).toEqual([
      ...(PAUSED.content ?? []),
      FOUND,
    ]);
  });

  it('is not paid for without end', async () => {
    const { choices } = await adapter.complete(await callOf([PAUSED]));
    expect(upstream.requests).toHaveLength(MAXIMUM_ROUNDS);
    expect(choices[0]).toMatchObject({
      finishReason: 'stop',
      choiceExtensions: { native_finish_reason: 'pause_turn' },
    });
    await upstream.close();
    const parts = await collect(adapter.stream(await callOf([PAUSED])));
    expect(upstream.requests).toHaveLength(MAXIMUM_ROUNDS);
    expect(parts.at(-2)).toMatchObject({ type: 'choice-end', finishReason: 'stop' });
  });
});
