import { describe, expect, it } from '@jest/globals';
import type { ChatMessage } from 'llm-gateway/contracts';
import type { ChatCompletionMessage } from './chat-message.schema.js';
import { decodeMessages } from './decode-messages.js';

const decode = (...messages: object[]) => decodeMessages(messages as ChatCompletionMessage[]);
const text = (value: string) => ({ type: 'text', text: value }) as const;
const functionCall = (id: string, name: string, args = '{}') => ({
  id,
  type: 'function',
  function: { name, arguments: args },
});

describe('decodeMessages', () => {
  it.each<[object, ChatMessage]>([
    [
      { role: 'system', content: 'Be kind.' },
      { role: 'system', parts: [text('Be kind.')] },
    ],
    [
      { role: 'developer', content: 'Be kind.' },
      { role: 'system', parts: [text('Be kind.')] },
    ],
    [
      { role: 'system', content: [text('a'), text('b')], name: 'ops' },
      { role: 'system', parts: [text('a'), text('b')], name: 'ops' },
    ],
    [
      { role: 'user', content: 'Hi', name: 'ann' },
      { role: 'user', parts: [text('Hi')], name: 'ann' },
    ],
    [
      { role: 'user', content: [], name: null },
      { role: 'user', parts: [] },
    ],
    [
      { role: 'user', content: '' },
      { role: 'user', parts: [text('')] },
    ],
    [
      { role: 'assistant', content: 'Hello' },
      { role: 'assistant', parts: [text('Hello')] },
    ],
    [
      { role: 'assistant', content: null },
      { role: 'assistant', parts: [] },
    ],
    [
      { role: 'assistant', content: '' },
      { role: 'assistant', parts: [] },
    ],
    [{ role: 'assistant' }, { role: 'assistant', parts: [] }],
    [
      { role: 'assistant', content: [text('a'), { type: 'refusal', refusal: 'No.' }] },
      { role: 'assistant', parts: [text('a'), { type: 'refusal', text: 'No.' }] },
    ],
    [
      { role: 'assistant', content: null, refusal: 'No.', name: 'bot' },
      { role: 'assistant', parts: [{ type: 'refusal', text: 'No.' }], name: 'bot' },
    ],
    [
      { role: 'assistant', content: null, audio: { id: 'audio_1' } },
      { role: 'assistant', parts: [], audioId: 'audio_1' },
    ],
  ])('decodes %j', (wire, message) => {
    expect(decode(wire)).toEqual([message]);
  });

  it('orders the parts of an answer: thinking, text, calls', () => {
    const [message] = decode({
      role: 'assistant',
      tool_calls: [functionCall('c1', 'f'), functionCall('c2', 'g', '{"a":1}')],
      content: 'Let me see.',
      reasoning_content: 'Hm.',
    });
    expect(message?.parts.map((part) => part.type)).toEqual([
      'reasoning',
      'text',
      'tool-call',
      'tool-call',
    ]);
    expect(message?.parts.at(-1)).toEqual({
      type: 'tool-call',
      id: 'c2',
      name: 'g',
      arguments: '{"a":1}',
      kind: 'function',
    });
  });

  it('carries what a provider attached to a call', () => {
    const extra_content = { google: { thought_signature: 'abc' } };
    const custom = { id: 'c2', type: 'custom', custom: { name: 'c', input: 'free text' } };
    const [message] = decode({
      role: 'assistant',
      tool_calls: [
        { ...functionCall('c1', 'f'), extra_content },
        { ...custom, extra_content },
      ],
    });
    expect(message?.parts).toEqual([
      {
        type: 'tool-call',
        id: 'c1',
        name: 'f',
        arguments: '{}',
        kind: 'function',
        providerMetadata: extra_content,
      },
      {
        type: 'tool-call',
        id: 'c2',
        name: 'c',
        arguments: 'free text',
        kind: 'custom',
        providerMetadata: extra_content,
      },
    ]);
  });
});

describe('decodeMessages of tool results', () => {
  const asking = {
    role: 'assistant',
    tool_calls: [functionCall('c1', 'f'), functionCall('c2', 'g')],
  };

  it('names the tool that each result answers', () => {
    const [, second, first] = decode(
      asking,
      { role: 'tool', tool_call_id: 'c2', content: 'two', is_error: true, name: 'ignored' },
      { role: 'tool', tool_call_id: 'c1', content: [text('one')], is_error: false },
    );
    expect(second).toEqual({
      role: 'tool',
      toolCallId: 'c2',
      toolName: 'g',
      parts: [text('two')],
      isError: true,
    });
    expect(first).toEqual({ role: 'tool', toolCallId: 'c1', toolName: 'f', parts: [text('one')] });
  });

  it('follows an id that a later answer uses again', () => {
    const result = { role: 'tool', tool_call_id: 'c1', content: 'x' };
    const again = { role: 'assistant', tool_calls: [functionCall('c1', 'other')] };
    const names = decode(asking, result, again, result).map((message) => (message as any).toolName);
    expect(names).toEqual([undefined, 'f', undefined, 'other']);
  });

  it.each<[string, object[], string, string]>([
    [
      'an unknown call',
      [asking, { role: 'tool', tool_call_id: 'c9', content: 'x' }],
      'messages[1].tool_call_id',
      "'c9', which no assistant message before it calls",
    ],
    [
      'a later call',
      [{ role: 'tool', tool_call_id: 'c1', content: 'x' }, asking],
      'messages[0].tool_call_id',
      "'c1', which",
    ],
    [
      'an unknown function',
      [{ role: 'function', name: 'f', content: 'x' }],
      'messages[0].name',
      "answers 'f', which no message before it calls",
    ],
  ])('refuses a result of %s', (_what, messages, param, sentence) => {
    expect(() => decode(...messages)).toThrow(
      expect.objectContaining({
        code: 'invalid_request',
        details: { param },
        message: expect.stringContaining(sentence),
      }),
    );
  });

  it("does not repeat a client's megabyte in the complaint", () => {
    const id = 'x'.repeat(1_000_000);
    expect(() => decode({ role: 'tool', tool_call_id: id, content: 'x' })).toThrow(
      expect.objectContaining({ message: expect.stringMatching(/^.{1,200}$/) }),
    );
  });
});

describe('decodeMessages of the deprecated function messages', () => {
  const call = (name: string) => ({
    role: 'assistant',
    content: null,
    function_call: { name, arguments: '{"a":1}' },
  });
  const result = (name: string, content: string | null) => ({ role: 'function', name, content });

  it('gives call and result one id, and each round another', () => {
    const decoded = decode(call('f'), result('f', 'one'), call('f'), result('f', null), call('g'));
    const ids = decoded.map((message) =>
      message.role === 'tool' ? message.toolCallId : (message.parts[0] as { id: string }).id,
    );
    expect(ids[0]).toBe(ids[1]);
    expect(ids[2]).toBe(ids[3]);
    expect(new Set(ids).size).toBe(3);
    expect(decoded[0]?.parts).toEqual([
      { type: 'tool-call', id: ids[0], name: 'f', arguments: '{"a":1}', kind: 'function' },
    ]);
    expect(decoded[1]).toEqual({
      role: 'tool',
      toolCallId: ids[0],
      toolName: 'f',
      parts: [text('one')],
    });
    expect(decoded[3]?.parts).toEqual([text('')]);
  });
});
