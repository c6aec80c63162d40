import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type {
  AssistantPart,
  ChatMessage,
  ChatRequest,
  ChatTool,
  ReasoningEffort,
  ResponseFormat,
  ToolChoice,
} from 'llm-gateway/contracts';
import { chatCallFor, DEFAULT_REPLY, fakeAnthropic } from 'llm-gateway/testing';
import { findModelFacts } from '../../routing/find-model-facts.js';
import { ANTHROPIC_MODELS } from '../../vendors/anthropic.models.js';
import { toAnthropicRequest } from './to-anthropic-request.js';

const MODELS = `claude-opus-5-5 claude-sonnet-5-5 claude-haiku-5-5 claude-opus-5 claude-fable-5-1
  claude-fable-5-2 claude-fable-5 claude-sonnet-5 claude-opus-4-8 claude-opus-4-7 claude-opus-4-6
  claude-sonnet-4-6 claude-opus-4-5-20251101 claude-sonnet-4-5-20250929 claude-haiku-4-5-20251001
  claude-opus-4-1-20250805 claude-opus-4-20250514 claude-sonnet-4-20250514
  claude-3-7-sonnet-20250219 claude-3-5-sonnet-20241022 claude-3-5-haiku-20241022`.split(/\s+/);

const cache = fc.option(fc.constantFrom({}, { ttl: '1h' }, { ttl: '30m' }), { nil: undefined });
const said = fc.constantFrom('', 'Hi', 'Grüße 👋', 'ends in white space ');
const text = fc
  .record({ text: said, cache })
  .map(({ text, cache }) => ({ type: 'text' as const, text, ...(cache && { cache }) }));
const toolName = fc.constantFrom('get_weather', 'files.read', 'json', 'a/b', 'ü'.repeat(70));
const reasoning = fc.constantFrom<AssistantPart>(
  { type: 'reasoning', text: 'Hm' },
  { type: 'reasoning', text: 'Hm', signature: 'S', format: 'anthropic-claude-v1' },
  { type: 'reasoning', text: '', encrypted: 'E', format: 'anthropic-claude-v1' },
  { type: 'reasoning', text: 'Hm', signature: 'S', format: 'other' },
);
const toolCall = fc
  .record({
    id: fc.constantFrom('call_1', 'functions.f:0', 'functions_f_0', ''),
    name: toolName,
    arguments: fc.constantFrom('', '{}', '{"a":1}', '{"a":'),
    kind: fc.constantFrom('function' as const, 'custom' as const),
  })
  .map((call) => ({ type: 'tool-call' as const, ...call }));

const userTurn = fc.array(
  fc.oneof(
    fc.record({
      role: fc.constant('user' as const),
      parts: fc.array(text, { minLength: 1, maxLength: 3 }),
    }),
    fc.record({ role: fc.constant('system' as const), parts: fc.array(text, { maxLength: 2 }) }),
  ),
  { maxLength: 3 },
);
/** An answer, with a result for each of its calls and a system message that gets between. */
const assistantTurn = fc
  .record({
    thoughts: fc.array(reasoning, { maxLength: 2 }),
    texts: fc.array(text, { maxLength: 2 }),
    calls: fc.uniqueArray(toolCall, { maxLength: 3, selector: ({ id }) => id }),
    between: fc.boolean(),
  })
  .map(({ thoughts, texts, calls, between }): ChatMessage[] => [
    { role: 'assistant', parts: [...thoughts, ...calls, ...texts] },
    ...(between
      ? [{ role: 'system' as const, parts: [{ type: 'text' as const, text: 'Be brief' }] }]
      : []),
    ...calls.map(({ id, name }): ChatMessage => ({
      role: 'tool',
      toolCallId: id,
      toolName: name,
      parts: [{ type: 'text', text: 'done' }],
    })),
  ]);
const messages = fc
  .array(fc.tuple(userTurn, assistantTurn), { maxLength: 3 })
  .map((turns): ChatMessage[] => [
    ...turns.flat(2),
    { role: 'user', parts: [{ type: 'text', text: 'Go on' }] },
  ]);

const schema = fc.constantFrom<object>(
  { type: 'object', properties: { a: { type: 'integer', minimum: 1 } }, required: ['a'] },
  { type: 'object', additionalProperties: { type: 'string' } },
  {
    type: 'object',
    properties: { a: { anyOf: [{ type: 'null' }, { type: 'string', pattern: '^a' }] } },
  },
  {},
);
const tools = fc
  .uniqueArray(
    fc.record({
      name: toolName,
      parameters: schema,
      strict: fc.boolean(),
      custom: fc.boolean(),
      cache,
    }),
    { selector: ({ name }) => name, maxLength: 4 },
  )
  .map((list) =>
    list.map(({ custom, cache, name, ...rest }): ChatTool =>
      custom
        ? { type: 'custom', name }
        : ({ type: 'function', name, ...rest, ...(cache && { cache }) } as ChatTool),
    ),
  );

const request = fc
  .record({
    messages,
    tools,
    choice: fc.constantFrom('auto', 'none', 'required', 'tool', 'allowed', undefined),
    parallelToolCalls: fc.option(fc.boolean(), { nil: undefined }),
    schema,
    format: fc.constantFrom('text', 'json-object', 'json-schema', undefined),
    maxOutputTokens: fc.constantFrom(undefined, 1, 1_000, 4_096),
    temperature: fc.constantFrom(undefined, 0, 0.7, 1, 2),
    topP: fc.constantFrom(undefined, 0.5, 1),
    stop: fc.constantFrom(undefined, ['END'], [' ', 'END'], ['\n']),
    reasoningEffort: fc.constantFrom<ReasoningEffort | undefined>(
      ...([undefined, 'none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'] as const),
    ),
    user: fc.constantFrom(undefined, 'ann'),
    serviceTier: fc.constantFrom(undefined, 'default', 'flex'),
  })
  .map(({ choice, schema, format, ...rest }): Partial<ChatRequest> => {
    const name = rest.tools[0]?.name;
    const toolChoice =
      choice === 'tool'
        ? name
          ? { type: 'tool', name, kind: 'function' }
          : undefined
        : choice === 'allowed'
          ? { type: 'allowed', mode: 'required', names: name ? [name] : [] }
          : choice && { type: choice };
    const responseFormat =
      format === 'json-schema' ? { type: format, name: 'row', schema } : format && { type: format };
    const all = {
      ...rest,
      toolChoice: toolChoice as ToolChoice | undefined,
      responseFormat: responseFormat as ResponseFormat | undefined,
    };
    return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
  });

describe('every request that is sent', () => {
  it.each(MODELS)('is one that %s takes', (model) => {
    fc.assert(
      fc.property(request, fc.constantFrom('2023-06-01', '2026-10-21'), (asked, version) => {
        const url = 'http://127.0.0.1:1';
        const quirks = { version };
        const call = chatCallFor({ url, adapter: 'anthropic', model, request: asked, quirks });
        const facts = findModelFacts({ ...call.provider, models: ANTHROPIC_MODELS }, model);
        const { body } = toAnthropicRequest({ ...call, model: { ...call.model, facts } });
        const answer = fakeAnthropic.answer(
          {
            method: 'POST',
            path: '/v1/messages',
            headers: { 'x-api-key': 'k', 'anthropic-version': version },
            text: '',
            json: JSON.parse(JSON.stringify(body)),
          },
          { ...DEFAULT_REPLY, text: ['{}'] },
        );
        expect(answer).toMatchObject({ status: 200 });
      }),
      { numRuns: 60 },
    );
  });
});
