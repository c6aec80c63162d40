import { describe, expect, it } from '@jest/globals';
import type { AssistantPart, ChatMessage, ModelFacts, UserPart } from 'llm-gateway/contracts';
import { encodeMessages } from './encode-messages.js';
import { parseOptions } from './openai-compatible.options.js';

function encode(
  messages: readonly ChatMessage[],
  quirks: Record<string, unknown> = {},
  facts: ModelFacts = {},
) {
  const ignored = new Set<string>();
  const encoded = encodeMessages(messages, { options: parseOptions(quirks), facts, ignored });
  return { encoded, ignored: [...ignored] };
}

const user = (...parts: UserPart[]): ChatMessage => ({ role: 'user', parts });
const assistant = (...parts: AssistantPart[]): ChatMessage => ({ role: 'assistant', parts });
const one = (message: ChatMessage, quirks = {}, facts = {}) =>
  encode([message], quirks, facts).encoded[0];
const toolCall = {
  type: 'tool-call',
  id: 'call_1',
  name: 'f',
  arguments: '',
  kind: 'function',
} as const;

describe('encodeMessages', () => {
  it('writes plain text as a string and everything else as parts', () => {
    expect(one(user({ type: 'text', text: 'Hi' }))).toEqual({ role: 'user', content: 'Hi' });
    expect(
      one(
        user(
          { type: 'text', text: 'See' },
          { type: 'image', source: { type: 'url', url: 'https://x/y.png' }, detail: 'low' },
          { type: 'image', source: { type: 'inline', mediaType: 'image/png', base64: 'AA==' } },
          { type: 'audio', base64: 'AA==', format: 'wav' },
          { type: 'file', source: { type: 'file-id', fileId: 'file_1' } },
          {
            type: 'file',
            source: { type: 'inline', mediaType: 'application/pdf', base64: 'AA==' },
            filename: 'a.pdf',
          },
        ),
      ),
    ).toEqual({
      role: 'user',
      content: [
        { type: 'text', text: 'See' },
        { type: 'image_url', image_url: { url: 'https://x/y.png', detail: 'low' } },
        { type: 'image_url', image_url: { url: 'data:image/png;base64,AA==' } },
        { type: 'input_audio', input_audio: { data: 'AA==', format: 'wav' } },
        { type: 'file', file: { file_id: 'file_1' } },
        {
          type: 'file',
          file: { file_data: 'data:application/pdf;base64,AA==', filename: 'a.pdf' },
        },
      ],
    });
  });

  it.each([
    [{ type: 'image', source: { type: 'url', url: 'https://x' } }, { imageUrl: false }, {}],
    [
      { type: 'image', source: { type: 'inline', mediaType: 'i', base64: '' } },
      {},
      { images: false },
    ],
    [{ type: 'audio', base64: '', format: 'wav' }, { audio: false }, {}],
    [{ type: 'file', source: { type: 'file-id', fileId: 'x' } }, { files: false }, {}],
  ] as [UserPart, object, ModelFacts][])(
    'refuses %j of a vendor without',
    (part, supports, facts) => {
      expect(() => one(user(part), { supports }, facts)).toThrow(
        expect.objectContaining({ code: 'unsupported_parameter', details: { param: 'messages' } }),
      );
    },
  );

  it('says `developer` to thinking models of a vendor that knows the role', () => {
    const system: ChatMessage = { role: 'system', parts: [{ type: 'text', text: 'Be brief.' }] };
    const thinking: ModelFacts = { thinking: { kinds: ['effort'], off: 'lowest-effort' } };
    const keep = { developerRole: 'keep' };
    expect(one(system, keep, thinking)).toEqual({ role: 'developer', content: 'Be brief.' });
    expect(one(system, keep)).toMatchObject({ role: 'system' });
    expect(one(system, {}, thinking)).toMatchObject({ role: 'system' });
  });

  it('writes names, or reports them', () => {
    const named: ChatMessage = { role: 'user', name: 'ann', parts: [{ type: 'text', text: 'Hi' }] };
    expect(one(named)).toHaveProperty('name', 'ann');
    const { encoded, ignored } = encode([named], { supports: { messageNames: false } });
    expect(encoded[0]).not.toHaveProperty('name');
    expect(ignored).toEqual(['messages[].name']);
  });

  it('writes tool calls and their results', () => {
    const { encoded } = encode([
      assistant({ ...toolCall, providerMetadata: { google: { sig: 1 } } }),
      {
        role: 'tool',
        toolCallId: 'call_1',
        toolName: 'f',
        isError: true,
        parts: [{ type: 'text', text: 'Not found' }],
      },
    ]);
    expect(encoded).toEqual([
      {
        role: 'assistant',
        content: null,
        tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'f', arguments: '{}' } }],
      },
      { role: 'tool', tool_call_id: 'call_1', content: 'Not found' },
    ]);
  });

  it('gives thought signatures back where the vendor has a place for them', () => {
    const message = assistant({ ...toolCall, providerMetadata: { google: { sig: 1 } } });
    expect(one(message, { supports: { extraContent: true } })).toMatchObject({
      tool_calls: [{ extra_content: { google: { sig: 1 } } }],
    });
  });

  it('writes custom calls as such, or as functions to a vendor without', () => {
    const message = assistant({ ...toolCall, kind: 'custom', arguments: 'SELECT "1"' });
    expect(one(message, { supports: { customTools: true } })).toMatchObject({
      tool_calls: [{ type: 'custom', custom: { name: 'f', input: 'SELECT "1"' } }],
    });
    expect(one(message)).toMatchObject({
      tool_calls: [
        { type: 'function', function: { name: 'f', arguments: '{"input":"SELECT \\"1\\""}' } },
      ],
    });
  });

  it('makes ids fit a vendor that is particular about them, alike in call and result', () => {
    const { encoded } = encode(
      [
        assistant(toolCall, { ...toolCall, id: 'abcDEF123' }),
        { role: 'tool', toolCallId: 'call_1', toolName: 'f', parts: [] },
      ],
      { toolCallIds: 'nine-alphanumerics' },
    );
    const [{ tool_calls: calls }, { tool_call_id: id }] = encoded as [any, any];
    expect(calls[0].id).toMatch(/^[a-z0-9]{9}$/);
    expect(id).toBe(calls[0].id);
    expect(calls[1].id).toBe('abcDEF123');
  });

  it('joins text, and keeps a refusal as one or as text', () => {
    const message = assistant(
      { type: 'text', text: 'a' },
      { type: 'text', text: 'b' },
      { type: 'refusal', text: 'No.' },
    );
    expect(one(message)).toEqual({ role: 'assistant', content: 'abNo.' });
    expect(one(message, { supports: { refusals: true } })).toEqual({
      role: 'assistant',
      content: 'ab',
      refusal: 'No.',
    });
  });

  it('refers to earlier audio, and marks a beginning that is to be continued', () => {
    const message: ChatMessage = { role: 'assistant', parts: [], audioId: 'audio_1' };
    expect(one(message)).toEqual({ role: 'assistant', content: '', audio: { id: 'audio_1' } });
    const quirks = { markPrefill: true };
    const { encoded } = encode([message, user({ type: 'text', text: 'x' }), message], quirks);
    expect(encoded.map((wire) => wire['prefix'])).toEqual([undefined, undefined, true]);
  });

  it('writes cache markers in the form of the vendor, or reports them', () => {
    const message = user({ type: 'text', text: 'Hi', cache: { ttl: '1h' } });
    const content = (cacheMarkers: string) => one(message, { cacheMarkers })?.['content'];
    expect(content('cache_control')).toEqual([
      { type: 'text', text: 'Hi', cache_control: { type: 'ephemeral', ttl: '1h' } },
    ]);
    expect(content('prompt_cache_breakpoint')).toEqual([
      { type: 'text', text: 'Hi', prompt_cache_breakpoint: { mode: 'explicit', ttl: '12h' } },
    ]);
    const without = encode([message]);
    expect(without.encoded[0]).toEqual({ role: 'user', content: 'Hi' });
    expect(without.ignored).toEqual(['cache_control']);
    const cached = assistant({ type: 'text', text: 'Hi', cache: {} });
    expect(one(cached, { cacheMarkers: 'cache_control' })).toMatchObject({
      content: [{ type: 'text', text: 'Hi', cache_control: { type: 'ephemeral' } }],
    });
  });
});

describe('encodeMessages on earlier thinking', () => {
  const reasoning = (responseField: string, replay = 'optional') => ({
    reasoning: { responseField, replay },
  });
  const thought = assistant({ type: 'reasoning', text: 'hm' }, { type: 'text', text: 'Hi' });
  const plain = assistant({ type: 'text', text: 'Hi' });

  it.each([
    ['reasoning_content', { content: 'Hi', reasoning_content: 'hm' }],
    ['reasoning', { content: 'Hi', reasoning: 'hm' }],
    [
      'content-array',
      {
        content: [
          { type: 'thinking', thinking: [{ type: 'text', text: 'hm' }], closed: true },
          { type: 'text', text: 'Hi' },
        ],
      },
    ],
    [
      'think-tags',
      {
        content: [
          { type: 'text', text: '<think>hm</think>\n' },
          { type: 'text', text: 'Hi' },
        ],
      },
    ],
    ['none', { content: 'Hi' }],
  ])('gives it back as %s', (field, expected) => {
    expect(one(thought, reasoning(field))).toEqual({ role: 'assistant', ...expected });
    expect(one(plain, reasoning(field))).toEqual({ role: 'assistant', content: 'Hi' });
  });

  it('leaves it out where it is forbidden', () => {
    expect(one(thought)).toEqual({ role: 'assistant', content: 'Hi' });
  });

  it('writes the field on every assistant message where it is required (DeepSeek)', () => {
    const quirks = reasoning('reasoning_content', 'required');
    expect(one(plain, quirks)).toHaveProperty('reasoning_content', '');
    expect(one(assistant(toolCall), quirks)).toHaveProperty('reasoning_content', '');
    expect(one(thought, quirks)).toHaveProperty('reasoning_content', 'hm');
    expect(one(user({ type: 'text', text: 'x' }), quirks)).not.toHaveProperty('reasoning_content');
  });

  it("gives OpenRouter's blocks back verbatim", () => {
    const quirks = reasoning('reasoning_details');
    const openAi = assistant(
      { type: 'reasoning', text: 'plan', format: 'openai-responses-v1' },
      { type: 'reasoning', text: '', encrypted: 'gAAA', id: 'rs_1', format: 'openai-responses-v1' },
      toolCall,
    );
    expect(one(openAi, quirks)?.['reasoning_details']).toEqual([
      { type: 'reasoning.summary', summary: 'plan', format: 'openai-responses-v1', index: 0 },
      {
        type: 'reasoning.encrypted',
        data: 'gAAA',
        id: 'rs_1',
        format: 'openai-responses-v1',
        index: 0,
      },
    ]);
    const claude = assistant(
      { type: 'reasoning', text: 'a', signature: 's', format: 'anthropic-claude-v1' },
      { type: 'reasoning', text: '', encrypted: 'r', format: 'anthropic-claude-v1' },
    );
    expect(one(claude, quirks)?.['reasoning_details']).toEqual([
      {
        type: 'reasoning.text',
        text: 'a',
        signature: 's',
        format: 'anthropic-claude-v1',
        index: 0,
      },
      { type: 'reasoning.encrypted', data: 'r', format: 'anthropic-claude-v1', index: 1 },
    ]);
  });
});
