import { describe, expect, it } from '@jest/globals';
import type { ChatCall, ChatMessage } from 'llm-gateway/contracts';
import { chatCallFor, userText } from 'llm-gateway/testing';
import { toGeminiContents } from './to-gemini-contents.js';

function callWith(messages: ChatMessage[], model = 'gemini-3.8-flash'): ChatCall {
  return chatCallFor({ url: 'http://fake', adapter: 'gemini', model, request: { messages } });
}

const system = (text: string): ChatMessage => ({ role: 'system', parts: [{ type: 'text', text }] });
const assistant = (text: string): ChatMessage => ({
  role: 'assistant',
  parts: [{ type: 'text', text }],
});
const calls = (...ids: string[]): ChatMessage => ({
  role: 'assistant',
  parts: ids.map((id) => ({
    type: 'tool-call',
    kind: 'function',
    id,
    name: `tool_${id}`,
    arguments: '{}',
    providerMetadata: { google: { thought_signature: `sig-${id}` } },
  })),
});
const answer = (id: string, text = id): ChatMessage => ({
  role: 'tool',
  toolCallId: id,
  toolName: `tool_${id}`,
  parts: [{ type: 'text', text }],
});

describe('toGeminiContents', () => {
  it('makes leading system messages the instruction and folds later ones into the user turn', () => {
    const call = callWith([
      system('Be brief.'),
      system('Be kind.'),
      userText('Hi'),
      assistant('Hello'),
      system('Now in French.'),
      userText('Again'),
    ]);
    expect(toGeminiContents(call)).toEqual({
      systemInstruction: { parts: [{ text: 'Be brief.' }, { text: 'Be kind.' }] },
      contents: [
        { role: 'user', parts: [{ text: 'Hi' }] },
        { role: 'model', parts: [{ text: 'Hello' }] },
        { role: 'user', parts: [{ text: 'Now in French.' }, { text: 'Again' }] },
      ],
    });
  });

  it('merges neighbours of one role, so that turns alternate', () => {
    const { contents } = toGeminiContents(
      callWith([userText('a'), userText('b'), assistant('c'), assistant('d')]),
    );
    expect(contents).toEqual([
      { role: 'user', parts: [{ text: 'a' }, { text: 'b' }] },
      { role: 'model', parts: [{ text: 'c' }, { text: 'd' }] },
    ]);
  });

  it('asks a lone system message as the user, since contents may not be empty', () => {
    expect(toGeminiContents(callWith([system('Tell a joke.')]))).toEqual({
      contents: [{ role: 'user', parts: [{ text: 'Tell a joke.' }] }],
    });
  });

  it('gives Gemma, which has no instruction, the system text in its first user turn', () => {
    expect(
      toGeminiContents(callWith([system('Be brief.'), userText('Hi')], 'gemma-4-31b-it')),
    ).toEqual({ contents: [{ role: 'user', parts: [{ text: 'Be brief.' }, { text: 'Hi' }] }] });
  });

  it('answers calls first in the turn, in the order of the calls, with ids and names', () => {
    const { contents } = toGeminiContents(
      callWith([
        userText('go'),
        calls('one', 'two'),
        system('A note between.'),
        answer('two'),
        answer('one'),
        userText('and now?'),
      ]),
    );
    expect(contents[2]).toEqual({
      role: 'user',
      parts: [
        { functionResponse: { id: 'one', name: 'tool_one', response: { output: 'one' } } },
        { functionResponse: { id: 'two', name: 'tool_two', response: { output: 'two' } } },
        { text: 'A note between.' },
        { text: 'and now?' },
      ],
    });
  });

  it('tells a failed tool apart', () => {
    const failed: ChatMessage = { ...answer('one', 'no such city'), isError: true } as ChatMessage;
    const { contents } = toGeminiContents(callWith([userText('go'), calls('one'), failed]));
    expect(contents[2]?.parts).toEqual([
      { functionResponse: { id: 'one', name: 'tool_one', response: { error: 'no such city' } } },
    ]);
  });

  const picture: ChatMessage = {
    role: 'tool',
    toolCallId: 'one',
    toolName: 'tool_one',
    parts: [
      { type: 'text', text: 'see' },
      { type: 'image', source: { type: 'inline', mediaType: 'image/png', base64: 'AAAA' } },
      { type: 'image', source: { type: 'url', url: 'https://example.org/a.webp' } },
    ],
  };

  it('puts inline images of a tool inside the response for Gemini 3, others beside it', () => {
    const inline = { inlineData: { mimeType: 'image/png', data: 'AAAA' } };
    const address = {
      fileData: { fileUri: 'https://example.org/a.webp', mimeType: 'image/webp' },
    };
    const response = { id: 'one', name: 'tool_one', response: { output: 'see' } };
    const messages = [userText('go'), calls('one'), picture];
    expect(toGeminiContents(callWith(messages)).contents[2]?.parts).toEqual([
      { functionResponse: { ...response, parts: [inline] } },
      address,
    ]);
    expect(toGeminiContents(callWith(messages, 'gemini-2.5-flash')).contents[2]?.parts).toEqual([
      { functionResponse: response },
      inline,
      address,
    ]);
  });

  it('reports message names, which Gemini has no field for', () => {
    const call = callWith([{ ...userText('Hi'), name: 'anna' } as ChatMessage]);
    toGeminiContents(call);
    expect([...call.scope.ignoredParameters]).toEqual(['messages[].name']);
  });
});
