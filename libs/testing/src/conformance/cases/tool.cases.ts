import assert from 'node:assert/strict';
import type { ChatResponse } from 'llm-gateway/contracts';
import type { FakeReply, FakeToolCall } from '../../fake-upstreams/fake-reply.js';
import type { ConformanceCase } from '../conformance-case.js';
import type { ConformanceContext } from '../conformance-context.js';
import { occursIn } from '../leaf-values.js';
import { textOf, toolCallsOf } from '../messages.js';
import { assertNotSilent, assertSent, outcomeOf } from '../request-outcome.js';
import { CLOCK, WEATHER } from '../tools.js';

const tools = [WEATHER, CLOCK];

const CALLS: readonly FakeToolCall[] = [
  { id: 'call_a1', name: 'get_weather', arguments: ['{"ci', 'ty":', '"Malmö"}'] },
  { id: 'call_b2', name: 'get_weather', arguments: ['{"city":"Gent"}'] },
  { id: 'call_c3', name: 'read_clock', arguments: [] },
];

function assertCalls(context: ConformanceContext, response: ChatResponse): void {
  const calls = toolCallsOf(response);
  assert.deepEqual(
    calls.map(({ name, arguments: text, kind }) => [name, JSON.parse(text), kind]),
    [
      ['get_weather', { city: 'Malmö' }, 'function'],
      ['get_weather', { city: 'Gent' }, 'function'],
      ['read_clock', {}, 'function'],
    ],
  );
  const ids = calls.map(({ id }) => id);
  assert.equal(new Set(ids).size, 3, `ids are not unique: ${ids.join()}`);
  if (context.has('tool-call-ids'))
    assert.deepEqual(
      ids,
      CALLS.map(({ id }) => id),
    );
  else for (const id of ids) assert.match(id, /^call_[0-9a-f]{24}$/);
  assert.equal(response.choices[0]?.finishReason, 'tool_calls');
}

export const TOOL_CASES: readonly ConformanceCase[] = [
  {
    name: 'gives parallel tool calls, also one without arguments',
    needs: ['http', 'tools'],
    async run(context) {
      const reply: FakeReply = { toolCalls: CALLS, finish: 'tool_calls' };
      const responses = await context.both({ tools }, reply);
      for (const response of responses) assertCalls(context, response);
    },
  },
  {
    name: 'gives text and then a tool call',
    needs: ['http', 'tools'],
    async run(context) {
      const reply = { text: ['Let me ', 'see.'], toolCalls: CALLS, finish: 'tool_calls' } as const;
      for (const response of await context.both({ tools }, reply)) {
        assert.equal(textOf(response), 'Let me see.');
        assertCalls(context, response);
      }
    },
  },
  {
    name: 'ends with tool_calls when the vendor says stop after a call',
    needs: ['http', 'tools'],
    async run(context) {
      const responses = await context.both({ tools }, { toolCalls: CALLS, finish: 'stop' });
      for (const response of responses) assertCalls(context, response);
    },
  },
  {
    name: 'gives arguments as soon as they come, with all pieces joined the same',
    needs: ['http', 'tools'],
    async run(context) {
      const long = JSON.stringify({ city: 'Ä"\\'.repeat(2_000), nested: { list: [1, null] } });
      const pieces = long.match(/[^]{1,700}/g) ?? [];
      const call = { id: 'call_a1', name: 'get_weather', arguments: pieces };
      const reply = { toolCalls: [call], finish: 'tool_calls' } as const;
      for (const response of await context.both({ tools }, reply))
        assert.deepEqual(JSON.parse(toolCallsOf(response)[0]?.arguments ?? ''), JSON.parse(long));
      const parts = await context.script(reply).stream({ tools });
      const kinds = parts.map(({ type }) => type);
      assert.ok(kinds.indexOf('tool-call-start') < kinds.indexOf('tool-call-delta'));
    },
  },
  {
    name: 'describes tools to the vendor',
    needs: ['http', 'tools'],
    async run(context) {
      await context.complete({ tools: [{ type: 'function', name: 'bare_tool' }, WEATHER] });
      const { json, text } = context.upstream.lastRequest;
      for (const word of ['bare_tool', 'get_weather', 'The weather in a city.'])
        assert.ok(occursIn(json, word), word);
      assert.match(text, /"city"/, 'the schema of the arguments is missing');
    },
  },
  {
    name: 'calls a tool when it must',
    needs: ['tools', 'forced-tools'],
    async run(context) {
      const reply = { toolCalls: CALLS.slice(0, 1), finish: 'tool_calls' } as const;
      const request = { tools, toolChoice: { type: 'required' } } as const;
      const responses = await context.both(request, reply);
      for (const response of responses) {
        assert.deepEqual(
          toolCallsOf(response).map(({ name }) => name),
          ['get_weather'],
        );
        assert.equal(response.choices[0]?.finishReason, 'tool_calls');
      }
    },
  },
  {
    name: 'sends a tool with free text as input, and gives its calls',
    needs: ['http', 'custom-tools'],
    async run(context) {
      const request = { tools: [{ type: 'custom', name: 'run_shell' }] } as const;
      const outcome = await outcomeOf(context, request, false);
      assertSent(outcome, /^tools/);
      assert.ok(occursIn(outcome.body, 'run_shell'));
    },
  },
  {
    name: 'does not drop a tool with free text as input in silence',
    needs: [],
    lacks: 'custom-tools',
    async run(context) {
      const request = { tools: [WEATHER, { type: 'custom', name: 'run_shell' }] } as const;
      for (const stream of [false, true])
        assertNotSilent(await outcomeOf(context, request, stream), /^tools/);
    },
  },
  {
    name: 'refuses tools or reports them',
    needs: [],
    lacks: 'tools',
    async run(context) {
      assertNotSilent(await outcomeOf(context, { tools }, false), /^tools/);
    },
  },
];
