import { describe, expect, it } from '@jest/globals';
import type { AssistantPart, ChatMessage, ChatRequest, ChatTool } from 'llm-gateway/contracts';
import { chatCallFor, userText } from 'llm-gateway/testing';
import { toAnthropicRequest } from './to-anthropic-request.js';

const system: ChatMessage = { role: 'system', parts: [{ type: 'text', text: 'S' }] };
const assistant = (...parts: AssistantPart[]): ChatMessage => ({ role: 'assistant', parts });
const said = (text: string) => assistant({ type: 'text', text });
const call = (id: string): AssistantPart => ({
  type: 'tool-call',
  id,
  name: 'f',
  arguments: '{}',
  kind: 'function',
});
const result = (toolCallId: string, text: string): ChatMessage => ({
  role: 'tool',
  toolCallId,
  toolName: 'f',
  parts: [{ type: 'text', text }],
});
const tools: ChatTool[] = [
  { type: 'function', name: 'f' },
  { type: 'function', name: 'g' },
];

interface MarkableBlock {
  readonly type?: string;
  readonly text?: string;
  readonly name?: string;
  readonly tool_use_id?: string;
  readonly cache_control?: unknown;
}

/** The blocks that carry a marker, in prompt order, by what they say. */
function markersOf(request: Partial<ChatRequest>, quirks = {}): (string | undefined)[] {
  const url = 'http://127.0.0.1:1';
  const options = { url, adapter: 'anthropic', model: 'claude-test', request, quirks };
  const { body } = toAnthropicRequest(
    chatCallFor({ ...options, facts: { prefill: true, maximumOutput: 64_000 } }),
  );
  const blocks: readonly MarkableBlock[] = [
    ...(body.tools ?? []),
    ...(body.system ?? []),
    ...body.messages.flatMap<MarkableBlock>(({ content }) => content as MarkableBlock[]),
  ];
  return blocks
    .filter(({ cache_control }) => cache_control !== undefined)
    .map((block) => {
      expect(block.cache_control).toEqual({ type: 'ephemeral' });
      return block.text ?? block.name ?? block.tool_use_id;
    });
}

const conversation: Partial<ChatRequest> = {
  messages: [system, userText('1'), said('one'), userText('2'), said('two'), userText('3')],
  tools,
  messagesSentBefore: 4,
};

describe('markers on the stable prefixes', () => {
  it('stand at the end of the instructions, of the last request, and of this one', () => {
    expect(markersOf(conversation)).toEqual(['S', '2', '3']);
  });

  it('stand at the last tool where there are no instructions', () => {
    const messages = [userText('1'), said('one'), userText('2')];
    expect(markersOf({ messages, tools, messagesSentBefore: 1 })).toEqual(['g', '1', '2']);
  });

  it.each<[string, Partial<ChatRequest>, string[]]>([
    ['a first request', { messages: [system, userText('1')], messagesSentBefore: 0 }, ['S', '1']],
    ['instructions alone', { messages: [system], messagesSentBefore: 0 }, ['S']],
    ['neither instructions nor tools', { messages: [userText('1')], messagesSentBefore: 0 }, ['1']],
  ])('are set for %s', (_what, request, markers) => {
    expect(markersOf(request)).toEqual(markers);
  });

  it('stand on the same block when the request that ended there is the last one', () => {
    const messages = [
      userText('1'),
      assistant(call('a'), call('b')),
      result('a', 'A'),
      result('b', ''),
    ];
    // An empty result holds no block that could carry the marker of the conversation.
    expect(markersOf({ messages, messagesSentBefore: 1 })).toEqual(['1', 'a']);
    const next = [...messages, said('done'), userText('2')];
    expect(markersOf({ messages: next, messagesSentBefore: 4 })).toEqual(['a', '2']);
  });

  it('are never on thinking or empty text', () => {
    const thinking: AssistantPart = {
      type: 'reasoning',
      text: 'Hm',
      signature: 's',
      format: 'anthropic-claude-v1',
    };
    const messages = [userText('1'), assistant(thinking, { type: 'text', text: '' }), userText('')];
    expect(markersOf({ messages, messagesSentBefore: 3 })).toEqual(['1']);
  });

  it.each<[string, Partial<ChatRequest>, object, (string | undefined)[]]>([
    ['outside a conversation', { messagesSentBefore: undefined as never }, {}, []],
    ['for a provider that wants none', {}, { promptCaching: false }, []],
    [
      'beside those of the client in a message',
      {
        messages: [
          userText('1'),
          said('one'),
          { role: 'user', parts: [{ type: 'text', text: '2', cache: {} }, ...userText('3').parts] },
        ] as ChatMessage[],
      },
      {},
      ['2'],
    ],
    [
      'beside those of the client on a tool',
      { tools: [{ type: 'function', name: 'h', cache: {} }] },
      {},
      ['h'],
    ],
    [
      'where the client has Anthropic set one',
      { unknownFields: { cache_control: { type: 'ephemeral' } } },
      {},
      [],
    ],
  ])('are not set %s', (_what, request, quirks, markers) => {
    expect(markersOf({ ...conversation, ...request }, quirks)).toEqual(markers);
  });

  it('leave the request itself alone', () => {
    const before = structuredClone(conversation);
    markersOf(conversation);
    expect(conversation).toEqual(before);
  });
});
