import { describe, expect, it } from '@jest/globals';
import { fakeAnthropic } from './fake-anthropic.js';
import { DEFAULT_REPLY, type FakeReply } from './fake-reply.js';

const HEADERS = { 'x-api-key': 'k', 'anthropic-version': '2023-06-01' };
const HI = { role: 'user', content: [{ type: 'text', text: 'Hi' }] };
const VALID = { model: 'claude-opus-4-6', max_tokens: 100, messages: [HI] };

function ask(
  body: object,
  headers: Record<string, string> = HEADERS,
  reply: FakeReply = DEFAULT_REPLY,
) {
  const json = { ...VALID, ...body };
  const request = { method: 'POST', path: '/v1/messages', headers, text: '', json };
  const { status, headers: answered, frames } = fakeAnthropic.answer(request, reply);
  return { status, headers: answered, frames, text: frames.join('') };
}

const use = (id: string) => ({ type: 'tool_use', id, name: 'f', input: {} });
const result = (tool_use_id: string) => ({ type: 'tool_result', tool_use_id });
const text = (said: string) => ({ type: 'text', text: said });
const assistant = (...content: object[]) => ({ role: 'assistant', content });
const user = (...content: object[]) => ({ role: 'user', content });
const tools = [{ name: 'f', input_schema: { type: 'object' } }];
const enabled = { type: 'enabled', budget_tokens: 2_000 };
const cached = { ...text('A'), cache_control: { type: 'ephemeral' } };

describe('the fake Anthropic', () => {
  it('answers a good request', () => {
    expect(ask({})).toMatchObject({ status: 200, headers: { 'request-id': expect.any(String) } });
    expect(JSON.parse(ask({}).text).content).toEqual([text('Hello, wörld 👋')]);
  });

  it('takes a key either way, and asks for its version', () => {
    expect(ask({}, { authorization: 'Bearer k', 'anthropic-version': 'x' }).status).toBe(200);
    expect(ask({}, { 'anthropic-version': 'x' })).toMatchObject({
      status: 401,
      text: expect.stringContaining('"type":"authentication_error"'),
    });
    expect(ask({}, { 'x-api-key': 'k' })).toMatchObject({
      status: 400,
      text: expect.stringContaining('anthropic-version'),
    });
  });

  it.each<[string, object, RegExp]>([
    ['no limit', { max_tokens: undefined }, /max_tokens: Field required/],
    ['a limit beyond the model', { max_tokens: 200_000 }, /maximum allowed number/],
    ['an unknown field', { n: 1 }, /n: Extra inputs/],
    ['no message', { messages: [] }, /at least one message/],
    ['empty text', { messages: [user(text(''))] }, /non-empty/],
    ['an empty turn', { messages: [user()] }, /non-empty content/],
    ['an unanswered call', { messages: [HI, assistant(use('t1')), HI] }, /without `tool_result`/],
    ['a result of no call', { messages: [user(result('t1'))] }, /unexpected `tool_use_id`/],
    [
      'a result behind text',
      { messages: [HI, assistant(use('t1')), user(text('A'), result('t1'))] },
      /must come first/,
    ],
    [
      'an id used twice',
      {
        messages: [
          HI,
          assistant(use('t')),
          user(result('t')),
          assistant(use('t')),
          user(result('t')),
        ],
      },
      /must be unique/,
    ],
    ['an unfit id', { messages: [HI, assistant(use('f:0')), user(result('f:0'))] }, /tool_use\.id/],
    [
      'forged thinking',
      { messages: [HI, assistant({ type: 'thinking', thinking: 'Hm', signature: '' }), HI] },
      /Invalid `signature`/,
    ],
    [
      'a cache marker on thinking',
      {
        messages: [
          HI,
          assistant({ ...cached, type: 'thinking', thinking: 'Hm', signature: 's' }, text('A')),
          HI,
        ],
      },
      /thinking\.cache_control: Extra inputs/,
    ],
    ['a prefill', { messages: [HI, assistant(text('{'))] }, /prefill/],
    [
      'white space after a prefill',
      { model: 'claude-sonnet-4-5', messages: [HI, assistant(text('{ '))] },
      /trailing whitespace/,
    ],
    [
      'a system turn at first',
      { messages: [{ role: 'system', content: [text('A')] }] },
      /top-level/,
    ],
    [
      'a system turn of an old model',
      { messages: [HI, { role: 'system', content: [text('A')] }] },
      /role 'system' is not supported/,
    ],
    [
      'a system turn before a user turn',
      { model: 'claude-opus-4-8', messages: [HI, { role: 'system', content: [text('A')] }, HI] },
      /must follow a user turn/,
    ],
    [
      'an unfit tool name',
      { tools: [{ name: 'a.b', input_schema: { type: 'object' } }] },
      /custom\.name/,
    ],
    ['a tool without schema', { tools: [{ name: 'a' }] }, /Input should be 'object'/],
    ['a choice without tools', { tool_choice: { type: 'auto' } }, /while providing tools/],
    [
      'force while thinking',
      { tools, tool_choice: { type: 'any' }, thinking: enabled, max_tokens: 4_000 },
      /Thinking may not be enabled/,
    ],
    [
      'force on a model that refuses it',
      { model: 'claude-opus-5-5', tools, tool_choice: { type: 'tool', name: 'f' } },
      /forces tool use/,
    ],
    ['a budget beyond the limit', { thinking: enabled }, /must be greater than/],
    [
      'a small budget',
      { thinking: { type: 'enabled', budget_tokens: 5 } },
      /greater than or equal to 1024/,
    ],
    [
      'a budget on a newer model',
      { model: 'claude-sonnet-5', thinking: enabled, max_tokens: 4_000 },
      /"thinking.type.enabled" is not supported/,
    ],
    [
      'no thinking on a model that must',
      { model: 'claude-fable-5', thinking: { type: 'disabled' } },
      /"thinking.type.disabled"/,
    ],
    [
      'adaptive thinking on an old model',
      { model: 'claude-haiku-4-5', thinking: { type: 'adaptive' } },
      /adaptive/,
    ],
    [
      'a tool loop without its thinking',
      {
        thinking: enabled,
        max_tokens: 4_000,
        messages: [HI, assistant(use('t1')), user(result('t1'))],
      },
      /Expected `thinking`/,
    ],
    ['an effort', { output_config: { effort: 'xhigh' } }, /effort level 'xhigh'/],
    ['temperature', { model: 'claude-opus-4-7', temperature: 1 }, /`temperature` is deprecated/],
    ['a high temperature', { temperature: 2 }, /range: 0..1/],
    ['both of sampling', { temperature: 1, top_p: 1 }, /cannot both/],
    ['a blank stop sequence', { stop_sequences: [' '] }, /non-whitespace/],
    ['five cache markers', { system: [cached, cached, cached, cached, cached] }, /Found 5/],
    [
      'an open schema',
      { output_config: { format: { type: 'json_schema', schema: { type: 'object' } } } },
      /additionalProperties/,
    ],
    [
      'a limit in a schema',
      { output_config: { format: { schema: { type: 'integer', minimum: 1 } } } },
      /'minimum' is not supported/,
    ],
  ])('refuses %s', (_, body, message) => {
    const answer = ask(body);
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.text)).toMatchObject({
      type: 'error',
      error: { type: 'invalid_request_error', message: expect.stringMatching(message) },
      request_id: expect.any(String),
    });
  });

  it('refuses sampling under the newer version', () => {
    const headers = { ...HEADERS, 'anthropic-version': '2026-10-21' };
    expect(ask({ temperature: 1 }, headers).text).toContain('temperature: Extra inputs');
  });

  it('streams with event names, a ping and an empty first piece of input', () => {
    const toolCalls = [{ id: 't1', name: 'f', arguments: ['{"a"', ':1}'] }];
    const { frames } = ask({ stream: true }, HEADERS, {
      toolCalls,
      usage: { input: 9, output: 4, cached: 5 },
    });
    expect(frames.map((frame) => frame.split('\n')[0])).toEqual([
      'event: message_start',
      'event: content_block_start',
      'event: ping',
      'event: content_block_delta',
      'event: content_block_delta',
      'event: content_block_delta',
      'event: content_block_stop',
      'event: message_delta',
      'event: message_stop',
    ]);
    expect(frames[3]).toContain('"partial_json":""');
    expect(frames[7]).toContain('"input_tokens":4');
  });
});
