import assert from 'node:assert/strict';
import type { ChatResponse, ReasoningPart } from 'llm-gateway/contracts';
import type { FakeReply } from '../../fake-upstreams/fake-reply.js';
import type { ConformanceCase } from '../conformance-case.js';
import type { ConformanceContext } from '../conformance-context.js';
import { occurrencesIn, occursIn } from '../leaf-values.js';
import { textOf, toolCallsOf, toolResult, user } from '../messages.js';
import { assertNotSilent, assertSent, outcomeOf } from '../request-outcome.js';
import { WEATHER } from '../tools.js';

const THOUGHT = 'First I think, thought 41.';
/** Base64, as all vendors' signatures are. */
const SIGNATURE = 'U2lnbmF0dXJlNDI=';

const THOUGHTFUL: FakeReply = {
  reasoning: { text: THOUGHT, signature: SIGNATURE },
  text: ['Then I ', 'speak.'],
  usage: { input: 10, output: 20, reasoning: 8 },
};

const CALLING: FakeReply = {
  reasoning: { text: THOUGHT, signature: SIGNATURE },
  toolCalls: [{ id: 'call_a1', name: 'get_weather', arguments: ['{"city":', '"Oslo"}'] }],
  finish: 'tool_calls',
  usage: { input: 10, output: 20, reasoning: 8 },
};

const ask = { reasoningEffort: 'high' } as const;

function thoughtsOf({ choices }: ChatResponse): ReasoningPart[] {
  return (choices[0]?.message.parts ?? []).filter((part) => part.type === 'reasoning');
}

/** Asks, and goes on in the conversation with the answer in it, as a client does. */
async function replay(context: ConformanceContext, stream: boolean, reply: FakeReply) {
  const [whole, streamed] = await context.both({ ...ask, tools: [WEATHER] }, reply);
  const answer = stream ? streamed : whole;
  const calls = toolCallsOf(answer);
  const next =
    calls.length > 0
      ? calls.map(({ id, name }) => toolResult(id, name, 'sunny 43'))
      : [user('Go on.')];
  return outcomeOf(
    context,
    { ...ask, tools: [WEATHER], messages: [user('Hi'), answer.choices[0]!.message, ...next] },
    stream,
  );
}

export const REASONING_CASES: readonly ConformanceCase[] = [
  {
    name: 'gives thinking apart from text, and before it',
    needs: ['http', 'reasoning'],
    async run(context) {
      for (const response of await context.both(ask, THOUGHTFUL)) {
        assert.equal(
          thoughtsOf(response)
            .map(({ text }) => text)
            .join(''),
          THOUGHT,
        );
        assert.equal(textOf(response), 'Then I speak.');
        assert.equal(response.choices[0]?.message.parts[0]?.type, 'reasoning');
      }
    },
  },
  {
    name: 'gives thinking before a tool call',
    needs: ['http', 'reasoning', 'tools'],
    async run(context) {
      for (const response of await context.both({ ...ask, tools: [WEATHER] }, CALLING)) {
        const types = response.choices[0]?.message.parts.map(({ type }) => type);
        assert.deepEqual(types, ['reasoning', 'tool-call']);
        assert.equal(response.choices[0]?.finishReason, 'tool_calls');
      }
    },
  },
  {
    name: 'carries on after a thoughtful answer',
    needs: ['http', 'tools'],
    async run(context) {
      for (const stream of [false, true])
        for (const reply of [THOUGHTFUL, CALLING]) {
          const outcome = await replay(context, stream, reply);
          assert.equal(outcome.type, 'sent');
        }
    },
  },
  {
    name: 'sends thinking back with the answer that it led to',
    needs: ['http', 'reasoning', 'reasoning-replay', 'tools'],
    async run(context) {
      for (const stream of [false, true])
        for (const reply of [THOUGHTFUL, CALLING]) {
          const outcome = await replay(context, stream, reply);
          assertSent(outcome, /reasoning/);
          assert.equal(occurrencesIn(outcome.body, THOUGHT), 1);
        }
    },
  },
  {
    name: 'sends the signature of thinking back unchanged',
    needs: ['http', 'reasoning-signature', 'tools'],
    async run(context) {
      for (const stream of [false, true])
        for (const reply of [THOUGHTFUL, CALLING]) {
          const outcome = await replay(context, stream, reply);
          assertSent(outcome, /signature/);
          assert.ok(occursIn(outcome.body, SIGNATURE), JSON.stringify(outcome.body));
        }
    },
  },
  {
    name: 'does not drop the thinking of another provider in silence',
    needs: [],
    lacks: 'reasoning-replay',
    async run(context) {
      const thought: ReasoningPart = { type: 'reasoning', text: THOUGHT };
      const messages = [
        user('Hi'),
        { role: 'assistant', parts: [thought, { type: 'text', text: 'Ho' }] },
        user('Go on.'),
      ] as const;
      assertNotSilent(await outcomeOf(context, { messages }, false), /reasoning/);
    },
  },
];
