import { describe, expect, it } from '@jest/globals';
import type { ChatMessage, ChatRequest, ModelFacts } from 'llm-gateway/contracts';
import { chatCallFor, userText } from 'llm-gateway/testing';
import { toOllamaRequest } from './to-ollama-request.js';

interface Given {
  readonly quirks?: Record<string, unknown>;
  readonly facts?: ModelFacts;
}

function encode(request: Partial<ChatRequest>, given: Given = {}) {
  const call = chatCallFor({ url: 'http://x', adapter: 'ollama', request, ...given });
  const body = toOllamaRequest(call, false);
  return { body, ignored: [...call.scope.ignoredParameters].sort() };
}

const encodeMessages = (...messages: ChatMessage[]) => encode({ messages }).body.messages;
const image = {
  type: 'image',
  source: { type: 'inline', mediaType: 'image/png', base64: 'iVBO' },
} as const;
const tool = (name: string) => ({ type: 'function', name }) as const;

describe('toOllamaRequest', () => {
  it('sends the least that is needed, with the context window and without silent truncation', () => {
    expect(encode({})).toEqual({
      body: {
        model: 'test-model',
        messages: [{ role: 'user', content: 'Hi' }],
        stream: false,
        truncate: false,
        options: { num_ctx: 8192 },
      },
      ignored: [],
    });
  });

  it('always says whether to stream', () => {
    const call = chatCallFor({ url: 'http://x', adapter: 'ollama' });
    expect([toOllamaRequest(call, true).stream, toOllamaRequest(call, false).stream]).toEqual([
      true,
      false,
    ]);
  });

  it('puts sampling and limits into options', () => {
    const { body, ignored } = encode({
      maxOutputTokens: 100,
      temperature: 0.5,
      topP: 0.9,
      seed: 7,
      stop: ['END'],
      frequencyPenalty: 0.1,
      presencePenalty: -0.2,
    });
    expect(body.options).toEqual({
      num_ctx: 8192,
      num_predict: 100,
      temperature: 0.5,
      top_p: 0.9,
      seed: 7,
      stop: ['END'],
      frequency_penalty: 0.1,
      presence_penalty: -0.2,
    });
    expect(ignored).toEqual([]);
  });

  it('lets fields of Ollama that the client sends win over quirks and defaults', () => {
    const { body, ignored } = encode(
      {
        temperature: 0.5,
        reasoningEffort: 'low',
        unknownFields: {
          options: { num_ctx: 2048, top_k: 40, temperature: 0.1 },
          keep_alive: '1h',
          think: 'high',
          truncate: true,
          shift: false,
          mystery: 1,
        },
      },
      { quirks: { numCtx: 4096, keepAlive: 60 } },
    );
    expect(body).toMatchObject({
      options: { num_ctx: 2048, top_k: 40, temperature: 0.1 },
      keep_alive: '1h',
      think: 'high',
      truncate: true,
      shift: false,
    });
    expect(ignored).toEqual(['mystery']);
  });

  it('takes window, keep-alive and truncation from the quirks', () => {
    const quirks = { numCtx: 32_768, keepAlive: -1, truncate: true };
    expect(encode({}, { quirks }).body).toMatchObject({
      options: { num_ctx: 32_768 },
      keep_alive: -1,
      truncate: true,
    });
  });

  it('refuses options that are no object', () => {
    expect(() => encode({ unknownFields: { options: [1] } })).toThrow(
      expect.objectContaining({ code: 'invalid_request', details: { param: 'options' } }),
    );
  });

  it('maps response formats', () => {
    const schema = { type: 'object', properties: { a: { type: 'string' } } };
    const format = (responseFormat: ChatRequest['responseFormat']) =>
      encode({ responseFormat }).body.format;
    expect(format({ type: 'json-object' })).toBe('json');
    expect(format({ type: 'json-schema', name: 'n', schema, strict: true })).toEqual(schema);
    expect(format({ type: 'text' })).toBeUndefined();
  });

  it('asks for log probabilities', () => {
    expect(encode({ logprobs: true, topLogprobs: 3 }).body).toMatchObject({
      logprobs: true,
      top_logprobs: 3,
    });
    expect(encode({ logprobs: false, topLogprobs: 3 }).body).not.toHaveProperty('top_logprobs');
  });

  it.each([
    ['none', undefined, false],
    ['minimal', undefined, 'low'],
    ['low', undefined, 'low'],
    ['medium', undefined, 'medium'],
    ['xhigh', undefined, 'high'],
    ['max', undefined, 'high'],
    ['high', { kinds: ['toggle'], off: 'disabled' }, true],
    ['none', { kinds: ['toggle'], off: 'disabled' }, false],
    ['low', { kinds: ['toggle', 'level'], off: 'disabled' }, 'low'],
    ['none', { kinds: ['level'], off: 'lowest-effort' }, 'low'],
    [undefined, { kinds: ['toggle'], off: 'disabled' }, undefined],
  ] as const)('thinks for effort %s with %j as %j', (reasoningEffort, thinking, think) => {
    const facts: ModelFacts = thinking ? { thinking } : {};
    expect(encode({ ...(reasoningEffort && { reasoningEffort }) }, { facts }).body.think).toBe(
      think,
    );
  });

  it('reports what Ollama has no word for', () => {
    const { ignored } = encode({
      logitBias: { 5: 1 },
      verbosity: 'low',
      serviceTier: 'flex',
      user: 'u',
      metadata: { a: 'b' },
      parallelToolCalls: false,
      openaiOptions: { store: true, prediction: null, modalities: ['text'] },
      messages: [{ role: 'user', parts: [{ type: 'text', text: 'Hi' }], name: 'Ann' }],
    });
    expect(ignored).toEqual([
      'logit_bias',
      'messages[].name',
      'metadata',
      'parallel_tool_calls',
      'service_tier',
      'store',
      'user',
      'verbosity',
    ]);
  });

  it.each([
    [{ n: 2 }, 'n'],
    [{ openaiOptions: { modalities: ['text', 'audio'] } }, 'modalities'],
    [{ tools: [tool('f')], toolChoice: { type: 'required' } }, 'tool_choice'],
    [
      { tools: [tool('f')], toolChoice: { type: 'tool', name: 'f', kind: 'function' } },
      'tool_choice',
    ],
    [
      { tools: [tool('f')], toolChoice: { type: 'allowed', mode: 'required', names: ['f'] } },
      'tool_choice',
    ],
    [{ tools: [tool('f'), { type: 'custom', name: 'c' }] }, 'tools[1]'],
  ] as const)('refuses %j', (request, param) => {
    expect(() => encode(request as Partial<ChatRequest>)).toThrow(
      expect.objectContaining({ code: 'unsupported_parameter', details: { param } }),
    );
  });
});

describe('tools for Ollama', () => {
  it('are functions whose parameters are never missing', () => {
    const parameters = { type: 'object', properties: { city: { type: 'string' } } };
    const { body, ignored } = encode({
      tools: [
        { type: 'function', name: 'weather', description: 'Looks up.', parameters, strict: true },
        tool('now'),
      ],
    });
    expect(body.tools).toEqual([
      { type: 'function', function: { name: 'weather', description: 'Looks up.', parameters } },
      {
        type: 'function',
        function: { name: 'now', parameters: { type: 'object', properties: {} } },
      },
    ]);
    expect(ignored).toEqual(['tools[].function.strict']);
  });

  it('are left out for tool_choice none', () => {
    const { body, ignored } = encode({ tools: [tool('f')], toolChoice: { type: 'none' } });
    expect(body).not.toHaveProperty('tools');
    expect(ignored).toEqual([]);
  });

  const names = (request: Partial<ChatRequest>, quirks = {}) => {
    const { body, ignored } = encode({ tools: [tool('f'), tool('g')], ...request }, { quirks });
    return [body.tools?.map((each) => each.function.name), ignored];
  };

  it('are narrowed to the allowed ones', () => {
    expect(names({ toolChoice: { type: 'allowed', mode: 'auto', names: ['g'] } })).toEqual([
      ['g'],
      [],
    ]);
  });

  it('are offered instead of forced where the quirk says so', () => {
    const quirks = { forcedToolChoice: 'hint' };
    const named = { type: 'tool', name: 'g', kind: 'function' } as const;
    expect(names({ toolChoice: { type: 'required' } }, quirks)).toEqual([
      ['f', 'g'],
      ['tool_choice'],
    ]);
    expect(names({ toolChoice: named }, quirks)).toEqual([['g'], ['tool_choice']]);
  });
});

describe('messages for Ollama', () => {
  it('carry text as one string and images as bare base64', () => {
    const text = (value: string) => ({ type: 'text', text: value }) as const;
    expect(
      encodeMessages(
        { role: 'system', parts: [text('Be'), text('brief.')] },
        { role: 'user', parts: [text('What is'), image, text('this?')] },
      ),
    ).toEqual([
      { role: 'system', content: 'Be\nbrief.' },
      { role: 'user', content: 'What is\nthis?', images: ['iVBO'] },
    ]);
  });

  it('replay thinking, calls with object arguments, and results by tool name', () => {
    const call = { type: 'tool-call', name: 'f', kind: 'function' } as const;
    expect(
      encodeMessages(
        userText('Go'),
        {
          role: 'assistant',
          parts: [
            { type: 'reasoning', text: 'Hm.' },
            { type: 'text', text: 'Calling' },
            { ...call, id: 'call_1', arguments: '{"a":{"b":1}}' },
            { ...call, id: 'call_2', arguments: '' },
            { ...call, id: 'call_3', arguments: 'raw', kind: 'custom' },
          ],
        },
        {
          role: 'tool',
          toolCallId: 'call_1',
          toolName: 'f',
          parts: [{ type: 'text', text: '42' }, image],
        },
      ).slice(1),
    ).toEqual([
      {
        role: 'assistant',
        content: 'Calling',
        thinking: 'Hm.',
        tool_calls: [
          { id: 'call_1', function: { name: 'f', arguments: { a: { b: 1 } } } },
          { id: 'call_2', function: { name: 'f', arguments: {} } },
          { id: 'call_3', function: { name: 'f', arguments: { input: 'raw' } } },
        ],
      },
      { role: 'tool', content: '42', images: ['iVBO'], tool_name: 'f', tool_call_id: 'call_1' },
    ]);
  });

  it('report the flag of a failed tool', () => {
    const failed = { role: 'tool', toolCallId: 'call_1', toolName: 'f', isError: true } as const;
    const { ignored } = encode({ messages: [{ ...failed, parts: [{ type: 'text', text: 'x' }] }] });
    expect(ignored).toEqual(['messages[].is_error']);
  });

  it.each(['[1]', '{"a":', 'null', '"x"'])('refuse the arguments %s', (text) => {
    const parts = [
      { type: 'tool-call', id: 'call_1', name: 'f', arguments: text, kind: 'function' },
    ] as const;
    expect(() => encodeMessages(userText('Go'), { role: 'assistant', parts })).toThrow(
      expect.objectContaining({
        code: 'invalid_request',
        details: { param: 'messages[1].tool_calls[0].function.arguments' },
      }),
    );
  });

  it('refuse an image by address and say to send a data URL', () => {
    const source = { type: 'url', url: 'https://example.com/a.png' } as const;
    expect(() =>
      encodeMessages({
        role: 'user',
        parts: [
          { type: 'text', text: 'x' },
          { type: 'image', source },
        ],
      }),
    ).toThrow(
      expect.objectContaining({
        code: 'unsupported_parameter',
        status: 400,
        message: expect.stringContaining('data URL'),
        details: { param: 'messages[0].content[1]' },
      }),
    );
  });

  it.each([
    { type: 'audio', base64: 'AAAA', format: 'wav' },
    { type: 'file', source: { type: 'file-id', fileId: 'file-1' } },
  ] as const)('refuse %j', (part) => {
    expect(() => encodeMessages({ role: 'user', parts: [part] })).toThrow(
      expect.objectContaining({
        code: 'unsupported_parameter',
        details: { param: 'messages[0].content[0]' },
      }),
    );
  });
});
