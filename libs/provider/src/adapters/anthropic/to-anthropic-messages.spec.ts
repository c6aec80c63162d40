import { describe, expect, it } from '@jest/globals';
import type {
  AssistantPart,
  ChatMessage,
  ModelFacts,
  ToolCallPart,
  ToolMessage,
  UserPart,
} from 'llm-gateway/contracts';
import { userText } from 'llm-gateway/testing';
import { toAnthropicMessages } from './to-anthropic-messages.js';
import { ToolCallIds } from './tool-call-ids.js';
import { ToolNames } from './tool-names.js';

function encode(messages: readonly ChatMessage[], facts: ModelFacts = {}) {
  const ignored = new Set<string>();
  const { system, messages: encoded } = toAnthropicMessages(messages, {
    model: 'claude-test',
    facts,
    toolNames: new ToolNames(['get.weather']),
    toolCallIds: new ToolCallIds(),
    ignored,
  });
  return { system, messages: encoded, ignored: [...ignored] };
}

const system = (text: string): ChatMessage => ({ role: 'system', parts: [{ type: 'text', text }] });
const user = (...parts: UserPart[]): ChatMessage => ({ role: 'user', parts });
const assistant = (...parts: AssistantPart[]): ChatMessage => ({ role: 'assistant', parts });
const text = (said: string) => ({ type: 'text' as const, text: said });
const call = (id: string, args = '{}'): ToolCallPart => ({
  type: 'tool-call',
  id,
  name: 'get.weather',
  arguments: args,
  kind: 'function',
});
const result = (toolCallId: string, said = 'ok', more: Partial<ToolMessage> = {}): ToolMessage => ({
  role: 'tool',
  toolCallId,
  toolName: 'get.weather',
  parts: [text(said)],
  ...more,
});

describe('system messages', () => {
  it('that lead become the system prompt, joined in order, without empty ones', () => {
    const { system: blocks, messages } = encode([
      system('One'),
      system(''),
      system('Two'),
      userText('Hi'),
    ]);
    expect(blocks).toEqual([text('One'), text('Two')]);
    expect(messages).toEqual([{ role: 'user', content: [text('Hi')] }]);
  });

  it('alone become the user turn that Anthropic cannot do without', () => {
    expect(encode([system('Write a haiku')])).toMatchObject({
      system: [],
      messages: [{ role: 'user', content: [text('Write a haiku')] }],
    });
  });

  const LATER = [
    userText('A'),
    assistant(text('B')),
    userText('C'),
    system('Be brief'),
    userText('D'),
  ];

  it('in the middle stand after the user turn, at its end, where the model knows them', () => {
    const { messages } = encode(LATER, { systemMidConversation: true });
    expect(messages.slice(2)).toEqual([
      { role: 'user', content: [text('C'), text('D')] },
      { role: 'system', content: [text('Be brief')] },
    ]);
  });

  it('in the middle are folded into the user turn for other models', () => {
    const { messages } = encode(LATER);
    expect(messages.slice(2)).toEqual([
      { role: 'user', content: [text('C'), text('<system>\nBe brief\n</system>'), text('D')] },
    ]);
  });

  it('never stand between a tool call and its result', () => {
    const { messages } = encode(
      [
        userText('A'),
        assistant(call('t1')),
        system('Be brief'),
        result('t1'),
        assistant(text('B')),
        userText('C'),
      ],
      { systemMidConversation: true },
    );
    expect(messages.slice(2, 4)).toEqual([
      { role: 'user', content: [expect.objectContaining({ type: 'tool_result' })] },
      { role: 'system', content: [text('Be brief')] },
    ]);
  });

  it('stay at the end of their turn when nothing is left of the answer behind them', () => {
    const { messages } = encode([userText('A'), system('Be brief'), assistant(), userText('B')], {
      systemMidConversation: true,
    });
    expect(messages).toEqual([
      { role: 'user', content: [text('A'), text('B')] },
      { role: 'system', content: [text('Be brief')] },
    ]);
  });

  it('without a user turn before them are told as a user turn', () => {
    const { messages } = encode([userText('A'), assistant(text('B')), system('Go on')], {
      systemMidConversation: true,
    });
    expect(messages.at(-1)).toEqual({
      role: 'user',
      content: [text('<system>\nGo on\n</system>')],
    });
  });
});

describe('user messages', () => {
  const content = (...parts: UserPart[]) => encode([user(...parts)]).messages[0]?.content;

  it('carry images as base64 or address', () => {
    expect(
      content(
        { type: 'image', source: { type: 'inline', mediaType: 'image/jpg', base64: 'AAAA' } },
        {
          type: 'image',
          source: { type: 'url', url: 'https://example.com/cat.png' },
          detail: 'auto',
        },
      ),
    ).toEqual([
      { type: 'image', source: { type: 'base64', media_type: 'image/jpeg', data: 'AAAA' } },
      { type: 'image', source: { type: 'url', url: 'https://example.com/cat.png' } },
    ]);
  });

  it('report a wanted resolution', () => {
    const source = { type: 'url', url: 'https://example.com/cat.png' } as const;
    const { ignored } = encode([user({ type: 'image', source, detail: 'high' })]);
    expect(ignored).toEqual(['messages[].content[].image_url.detail']);
  });

  it('carry PDF, text and image files', () => {
    const file = (mediaType: string, base64: string, filename?: string): UserPart => ({
      type: 'file',
      source: { type: 'inline', mediaType, base64 },
      ...(filename && { filename }),
    });
    expect(
      content(
        file('application/pdf', 'JVBERg==', 'a.pdf'),
        file('text/markdown', Buffer.from('# Grüße').toString('base64'), 'a.md'),
        file('image/png', 'AAAA'),
      ),
    ).toEqual([
      {
        type: 'document',
        source: { type: 'base64', media_type: 'application/pdf', data: 'JVBERg==' },
        title: 'a.pdf',
      },
      {
        type: 'document',
        source: { type: 'text', media_type: 'text/plain', data: '# Grüße' },
        title: 'a.md',
      },
      { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AAAA' } },
    ]);
  });

  it.each<[UserPart, string]>([
    [{ type: 'audio', base64: 'AAAA', format: 'wav' }, 'messages[0].content[1]'],
    [
      { type: 'file', source: { type: 'file-id', fileId: 'file-1' } },
      'messages[0].content[1].file.file_id',
    ],
    [
      { type: 'file', source: { type: 'inline', mediaType: 'application/zip', base64: 'AA' } },
      'messages[0].content[1].file.file_data',
    ],
  ])('refuse %o', (part, param) => {
    expect(() => content(text('Hi'), part)).toThrow(
      expect.objectContaining({ status: 400, details: expect.objectContaining({ param }) }),
    );
  });

  it('report names, for which there is no word', () => {
    expect(encode([{ role: 'user', name: 'Ann', parts: [text('Hi')] }]).ignored).toEqual([
      'messages[].name',
    ]);
  });

  it('mark what is to be cached', () => {
    expect(content({ ...text('A'), cache: {} }, { ...text('B'), cache: { ttl: '12h' } })).toEqual([
      { ...text('A'), cache_control: { type: 'ephemeral' } },
      { ...text('B'), cache_control: { type: 'ephemeral', ttl: '1h' } },
    ]);
  });
});

describe('assistant messages', () => {
  const FORMAT = 'anthropic-claude-v1';
  const replay = (...parts: AssistantPart[]) => {
    const answers = parts.flatMap((part) => (part.type === 'tool-call' ? [result(part.id)] : []));
    const { messages, ignored } = encode([
      userText('A'),
      assistant(...parts),
      ...answers,
      userText('B'),
    ]);
    return { content: messages.find(({ role }) => role === 'assistant')?.content, ignored };
  };

  it('give back thinking as it was signed, before the calls it led to', () => {
    const { content, ignored } = replay(
      { type: 'reasoning', text: 'Hm', signature: 'S', format: FORMAT },
      { type: 'reasoning', text: '', encrypted: 'E', format: FORMAT },
      { type: 'reasoning', text: '', signature: 'Omitted', format: FORMAT },
      call('t1', '{"city":"Rome"}'),
      text('One moment.'),
    );
    expect(content).toEqual([
      { type: 'thinking', thinking: 'Hm', signature: 'S' },
      { type: 'redacted_thinking', data: 'E' },
      { type: 'thinking', thinking: '', signature: 'Omitted' },
      text('One moment.'),
      { type: 'tool_use', id: 't1', name: 'get_weather', input: { city: 'Rome' } },
    ]);
    expect(ignored).toEqual([]);
  });

  it.each<AssistantPart>([
    { type: 'reasoning', text: 'Hm' },
    { type: 'reasoning', text: 'Hm', format: FORMAT },
    { type: 'reasoning', text: 'Hm', signature: 'S' },
    { type: 'reasoning', text: 'Hm', signature: 'S', format: 'google-gemini-v1' },
    { type: 'reasoning', text: '', encrypted: 'E', format: 'openai-responses-v1' },
  ])('drop and report thinking that Anthropic did not sign: %o', (part) => {
    expect(replay(part, text('B'))).toEqual({
      content: [text('B')],
      ignored: ['messages[].reasoning_details'],
    });
  });

  it('keep a call behind the thinking between two calls', () => {
    const thought: AssistantPart = {
      type: 'reasoning',
      text: 'Hm',
      signature: 'S',
      format: FORMAT,
    };
    const { content } = replay(thought, call('t1'), thought, call('t2'), text('So.'));
    expect(content?.map(({ type }) => type)).toEqual([
      'thinking',
      'tool_use',
      'thinking',
      'text',
      'tool_use',
    ]);
  });

  it('tell a refusal as text and leave out what is empty', () => {
    expect(replay(text(''), { type: 'refusal', text: 'No.' }).content).toEqual([text('No.')]);
    expect(replay(text('')).content).toBeUndefined();
  });

  it.each([
    ['', {}],
    [' ', {}],
    ['{"a":1}', { a: 1 }],
    ['{"a":', { _raw: '{"a":' }],
    ['[1]', { _raw: '[1]' }],
    ['null', { _raw: 'null' }],
  ])('give the arguments %j as the input %j', (args, input) => {
    expect(replay(call('t1', args)).content).toEqual([
      { type: 'tool_use', id: 't1', name: 'get_weather', input },
    ]);
  });

  it('wrap the text of a custom tool', () => {
    const custom: AssistantPart = { ...call('t1', 'ls -l'), kind: 'custom' };
    expect(replay(custom).content).toMatchObject([{ input: { input: 'ls -l' } }]);
  });

  it('cannot refer to an earlier audio answer', () => {
    const message: ChatMessage = { role: 'assistant', parts: [], audioId: 'audio_1' };
    expect(() => encode([userText('A'), message, userText('B')])).toThrow(/audio/);
  });
});

describe('a trailing assistant message', () => {
  const PREFILL = [userText('A'), assistant(text('{'), text(' "a": \n'))];

  it('is continued by old models, without white space at its end', () => {
    expect(encode(PREFILL, { prefill: true }).messages.at(-1)).toEqual({
      role: 'assistant',
      content: [text('{'), text(' "a":')],
    });
    const blank = [userText('A'), assistant(text(' '))];
    expect(encode(blank, { prefill: true }).messages).toHaveLength(1);
  });

  it.each([{}, { prefill: false }])('is refused by newer ones: %o', (facts) => {
    expect(() => encode(PREFILL, facts)).toThrow(
      expect.objectContaining({
        code: 'unsupported_parameter',
        details: expect.objectContaining({ param: 'messages[1]' }),
      }),
    );
  });
});

describe('tool results', () => {
  it('of parallel calls stand in one user turn, first, before what the user says', () => {
    const { messages } = encode([
      userText('A'),
      assistant(call('t1'), call('t2')),
      result('t1', 'one'),
      result('t2', 'two'),
      userText('B'),
    ]);
    expect(messages[2]).toEqual({
      role: 'user',
      content: [
        { type: 'tool_result', tool_use_id: 't1', content: [text('one')] },
        { type: 'tool_result', tool_use_id: 't2', content: [text('two')] },
        text('B'),
      ],
    });
  });

  it('tell failure, images, emptiness and cache markers', () => {
    const image = {
      type: 'image',
      source: { type: 'url', url: 'https://example.com/a.png' },
    } as const;
    const { messages } = encode([
      userText('A'),
      assistant(call('t1'), call('t2'), call('t3')),
      result('t1', 'boom', { isError: true }),
      result('t2', '', { parts: [text('see'), { ...image, cache: { ttl: '1h' } }] }),
      result('t3', ''),
    ]);
    expect(messages[2]?.content).toEqual([
      { type: 'tool_result', tool_use_id: 't1', content: [text('boom')], is_error: true },
      {
        type: 'tool_result',
        tool_use_id: 't2',
        content: [text('see'), image],
        cache_control: { type: 'ephemeral', ttl: '1h' },
      },
      { type: 'tool_result', tool_use_id: 't3' },
    ]);
  });

  it('keep to their calls when ids are unfit or used again', () => {
    const { messages } = encode([
      userText('A'),
      assistant(call('functions.f:0')),
      result('functions.f:0', 'first'),
      assistant(call('functions.f:0'), call('functions_f_0')),
      result('functions_f_0', 'third'),
      result('functions.f:0', 'second'),
    ]);
    const ids = messages.flatMap(({ content }) =>
      content.flatMap((block) =>
        'tool_use_id' in block ? [block.tool_use_id] : 'id' in block ? [block.id] : [],
      ),
    );
    expect(ids).toEqual([
      'functions_f_0',
      'functions_f_0',
      'functions_f_0_2',
      'functions_f_0_3',
      'functions_f_0_3',
      'functions_f_0_2',
    ]);
  });
});
