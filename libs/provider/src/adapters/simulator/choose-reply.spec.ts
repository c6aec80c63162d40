import { describe, expect, it } from '@jest/globals';
import type { ChatMessage, ChatRequest, ChatTool } from 'llm-gateway/contracts';
import { chatRequest, userText } from 'llm-gateway/testing';
import { chooseReplies } from './choose-reply.js';
import type { SimulatorOptions } from './simulator.keys.js';

const assistant = (text: string): ChatMessage => ({
  role: 'assistant',
  parts: [{ type: 'text', text }],
});
const tool = (name: string, parameters?: object): ChatTool => ({
  type: 'function',
  name,
  ...(parameters && { parameters: parameters as Record<string, unknown> }),
});

function reply(request: Partial<ChatRequest>, options: SimulatorOptions = {}) {
  return chooseReplies(chatRequest(request), 'echo', options)[0]!;
}

function say(...messages: (ChatMessage | string)[]): string | undefined {
  return reply({
    messages: messages.map((each) => (typeof each === 'string' ? userText(each) : each)),
  }).text;
}

describe('echo', () => {
  it('tells how much it read and what it was asked', () => {
    expect(say('Hello')).toBe('I read 1 message. The last user message says: "Hello".');
    expect(say('Hello', assistant('Hi'), 'More\nlines')).toBe(
      'I read 3 messages. The last user message says: "More\nlines".',
    );
  });

  it.each([
    ['My name is Ada.', 'What is my name?', 'Your name is Ada.'],
    ['Hi, my name is Ada Lovelace and I count.', "what's my name", 'Your name is Ada Lovelace.'],
    ['My name is Jean-Luc O’Neil!', 'Do you remember my name?', 'Your name is Jean-Luc O’Neil.'],
    ['my name is Zoë', 'Who am I?', 'Your name is Zoë.'],
    ['Hello', 'What is my name?', 'You have not told me your name.'],
  ])('remembers: %s %s', (told, asked, answer) => {
    expect(say(told, assistant('ok'), asked)).toContain(answer);
  });

  it('remembers the last name that it was told, and only when asked', () => {
    expect(say('My name is Ada', 'My name is Bob', 'My name?')).toContain('Your name is Bob.');
    expect(say('My name is Ada', 'Hello')).not.toContain('Ada');
    expect(say('My name is Ada')).not.toContain('Your name');
  });

  it('counts what it saw', () => {
    const inline = { type: 'inline', mediaType: 'image/png', base64: 'AAAA' } as const;
    const image = { type: 'image', source: inline } as const;
    expect(
      say(
        { role: 'user', parts: [image, { type: 'file', source: inline }] },
        { role: 'user', parts: [image, { type: 'text', text: 'See?' }] },
        { role: 'user', parts: [{ type: 'audio', base64: 'AAAA', format: 'wav' }] },
      ),
    ).toBe(
      'I read 3 messages. The last user message says: "". I saw 2 images, 1 file, 1 audio clip.',
    );
  });

  it('gives several answers that differ', () => {
    const texts = chooseReplies(chatRequest({ n: 3 }), 'echo', {}).map(({ text }) => text);
    expect(texts[0]).toMatch(/"Hi"\.$/);
    expect(texts[2]).toBe(`${texts[0]} (answer 3)`);
  });

  it('does not say more than it can in several answers', () => {
    expect(() => chooseReplies(chatRequest({ n: 100 }), 'echo', { tokens: 200_000 })).toThrow(
      expect.objectContaining({ code: 'unsupported_value', details: { param: 'n' } }),
    );
  });

  it('answers with as much filler as ordered', () => {
    expect(reply({}, { tokens: 3 }).text).toBe('sim sim sim ');
  });

  it('refuses when told to', () => {
    expect(
      reply({ tools: [tool('f')], toolChoice: { type: 'required' } }, { refuse: true }),
    ).toEqual({ refusal: 'I cannot help with that.', toolCalls: [], finishReason: 'stop' });
  });

  it('answers in JSON', () => {
    const schema = { type: 'object', properties: { a: { type: 'integer' } } };
    const text = (responseFormat: ChatRequest['responseFormat']) => reply({ responseFormat }).text;
    expect(text({ type: 'json-schema', name: 'n', schema })).toBe('{"a":1}');
    expect(JSON.parse(text({ type: 'json-object' }) ?? '')).toEqual({ answer: say('Hi') });
    expect(text({ type: 'text' })).toBe(say('Hi'));
  });
});

describe('tools of the simulator', () => {
  const city = { type: 'object', properties: { city: { type: 'string', minLength: 1 } } };
  const tools = [tool('get_weather', city), tool('now'), { type: 'custom', name: 'run' } as const];

  function called(text: string, request: Partial<ChatRequest> = {}): string[] {
    const { toolCalls } = reply({ tools, messages: [userText(text)], ...request });
    return toolCalls.map(({ name }) => name);
  }

  it.each([
    ['Hello', []],
    ['Please call a tool', ['get_weather']],
    ['use the tools!', ['get_weather']],
    ['What does get_weather say?', ['get_weather']],
    ['First NOW, then get_weather', ['now', 'get_weather']],
    ['I know and get_weathering', []],
    ['I know it now', ['now']],
    ['', []],
  ])('are called when they are mentioned: %s', (text, names) => {
    expect(called(text)).toEqual(names);
  });

  it.each([
    ['none', { toolChoice: { type: 'none' } }, []],
    ['required', { toolChoice: { type: 'required' } }, ['get_weather']],
    ['named', { toolChoice: { type: 'tool', name: 'now', kind: 'function' } }, ['now']],
    ['allowed', { toolChoice: { type: 'allowed', mode: 'auto', names: ['run'] } }, []],
    ['allowed', { toolChoice: { type: 'allowed', mode: 'required', names: ['run'] } }, ['run']],
  ] as const)('follow tool_choice %s', (_name, request, names) => {
    expect(called('Hello', request)).toEqual(names);
  });

  it('follow what they may choose even when another one is mentioned', () => {
    expect(called('call now', { toolChoice: { type: 'none' } })).toEqual([]);
    const toolChoice = { type: 'allowed', mode: 'auto', names: ['run'] } as const;
    expect(called('now run', { toolChoice })).toEqual(['run']);
    expect(called('get_weather now', { parallelToolCalls: false })).toEqual(['get_weather']);
    expect(called('now', { toolChoice: { type: 'required' } })).toEqual(['now']);
  });

  it('refuse a choice that is not there', () => {
    const toolChoice = { type: 'tool', name: 'gone', kind: 'function' } as const;
    expect(() => called('x', { toolChoice })).toThrow(
      expect.objectContaining({ code: 'invalid_request', details: { param: 'tool_choice' } }),
    );
  });

  it('get valid arguments, free text where they take it, and the same ids each time', () => {
    const request = { tools, messages: [userText('get_weather, now and run')] };
    const { toolCalls, finishReason, text } = reply(request);
    expect([finishReason, text]).toEqual(['tool_calls', undefined]);
    expect(toolCalls).toEqual([
      expect.objectContaining({
        name: 'get_weather',
        kind: 'function',
        arguments: '{"city":"text"}',
      }),
      expect.objectContaining({ name: 'now', kind: 'function', arguments: '{}' }),
      expect.objectContaining({
        name: 'run',
        kind: 'custom',
        arguments: 'get_weather, now and run',
      }),
    ]);
    const ids = toolCalls.map(({ id }) => id);
    for (const id of ids) expect(id).toMatch(/^call_[0-9a-f]{24}$/);
    expect(new Set(ids).size).toBe(3);
    expect(reply(request).toolCalls.map(({ id }) => id)).toEqual(ids);
    const later = reply({ ...request, messages: [userText('Hi'), ...request.messages] });
    expect(ids).not.toContain(later.toolCalls[0]?.id);
  });

  it('are answered with text that quotes all results, whatever the choice', () => {
    const call = { type: 'tool-call', arguments: '{}', kind: 'function' } as const;
    const result = (id: string, name: string, text: string, isError = false): ChatMessage => ({
      role: 'tool',
      toolCallId: id,
      toolName: name,
      parts: [{ type: 'text', text }],
      ...(isError && { isError }),
    });
    const { text, toolCalls } = reply({
      tools,
      toolChoice: { type: 'required' },
      messages: [
        userText('get_weather now'),
        {
          role: 'assistant',
          parts: [
            { ...call, id: 'a', name: 'get_weather' },
            { ...call, id: 'b', name: 'now' },
          ],
        },
        result('a', 'get_weather', '22 degrees'),
        result('b', 'now', 'no clock', true),
      ],
    });
    expect(toolCalls).toEqual([]);
    expect(text).toBe(
      'I read 4 messages. get_weather answered "22 degrees"; now failed with "no clock".',
    );
  });
});
