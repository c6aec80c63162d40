import assert from 'node:assert/strict';
import type { ConformanceCase } from '../conformance-case.js';
import type { ConformanceContext } from '../conformance-context.js';
import { occurrencesIn, occursIn } from '../leaf-values.js';
import { assistant, system, toolCall, toolResult, user } from '../messages.js';
import { assertNotSilent, assertSent, outcomeOf } from '../request-outcome.js';
import { CLOCK, WEATHER } from '../tools.js';

/** The vendor must get each text once, those of the conversation in their order. */
function assertTexts(context: ConformanceContext, inOrder: string[], others: string[] = []): void {
  const { json, text } = context.upstream.lastRequest;
  for (const word of [...inOrder, ...others]) assert.equal(occurrencesIn(json, word), 1, word);
  const places = inOrder.map((word) => text.indexOf(word));
  assert.deepEqual(
    places,
    [...places].sort((one, other) => one - other),
    'in another order',
  );
}

export const CONVERSATION_CASES: readonly ConformanceCase[] = [
  {
    name: 'sends a system message before the conversation',
    needs: ['http'],
    async run(context) {
      await context.complete({ messages: [system('rule 71'), user('question 72')] });
      assertTexts(context, ['question 72'], ['rule 71']);
    },
  },
  {
    name: 'sends several system messages before the conversation, in their order',
    needs: ['http'],
    async run(context) {
      const messages = [system('rule 71'), system('rule 72'), user('question 73')];
      await context.complete({ messages });
      assertTexts(context, ['rule 71', 'rule 72'], ['question 73']);
    },
  },
  {
    name: 'sends a system message in the middle of a conversation',
    needs: ['http'],
    async run(context) {
      const messages = [
        system('rule 71'),
        user('question 72'),
        assistant('answer 73'),
        system('rule 74'),
        user('question 75'),
      ];
      await context.complete({ messages });
      assertTexts(context, ['question 72', 'answer 73', 'question 75'], ['rule 71', 'rule 74']);
    },
  },
  {
    name: 'sends a system message after the last question',
    needs: ['http'],
    async run(context) {
      await context.complete({ messages: [user('question 71'), system('rule 72')] });
      assertTexts(context, ['question 71'], ['rule 72']);
    },
  },
  {
    name: 'sends messages of the same role one after the other',
    needs: ['http'],
    async run(context) {
      const messages = [
        user('question 71'),
        user('question 72'),
        assistant('answer 73'),
        assistant('answer 74'),
        user('question 75'),
      ];
      await context.complete({ messages });
      assertTexts(context, ['question 71', 'question 72', 'answer 73', 'answer 74', 'question 75']);
    },
  },
  {
    name: 'sends an earlier refusal back',
    needs: ['http'],
    async run(context) {
      const messages = [
        user('question 71'),
        assistant({ type: 'refusal', text: 'refusal 72' }),
        user('question 73'),
      ];
      await context.complete({ messages });
      assertTexts(context, ['question 71', 'refusal 72', 'question 73']);
    },
  },
  {
    name: 'sends the calls and results of tools back',
    needs: ['http', 'tools'],
    async run(context) {
      const messages = [
        user('question 71'),
        assistant(
          'answer 72',
          toolCall('call_one', 'get_weather', { city: 'city 73' }),
          toolCall('call_two', 'read_clock', {}),
        ),
        toolResult('call_one', 'get_weather', 'result 74'),
        toolResult('call_two', 'read_clock', 'result 75'),
        assistant('answer 76'),
        user('question 77'),
      ];
      await context.complete({ messages, tools: [WEATHER, CLOCK] });
      assertTexts(context, [
        'question 71',
        'answer 72',
        'city 73',
        'result 74',
        'result 75',
        'answer 76',
        'question 77',
      ]);
    },
  },
  {
    name: 'sends an empty result of a tool',
    needs: ['http', 'tools'],
    async run(context) {
      const call = { ...toolCall('call_one', 'read_clock', {}), arguments: '' };
      const messages = [user('Hi'), assistant(call), toolResult('call_one', 'read_clock', '')];
      await context.stream({ messages, tools: [CLOCK] });
      assert.ok(occursIn(context.upstream.lastRequest.json, 'read_clock'));
    },
  },
  {
    name: 'sends that a tool failed',
    needs: ['http', 'tools', 'tool-errors'],
    async run(context) {
      const bodies = [];
      for (const isError of [false, true]) {
        const outcome = await outcomeOf(context, { messages: toolFailure(isError) }, false);
        assertSent(outcome, /is_error/);
        bodies.push(outcome.body);
      }
      assert.notDeepEqual(bodies[0], bodies[1], 'the vendor cannot tell that the tool failed');
    },
  },
  {
    name: 'does not drop in silence that a tool failed',
    needs: ['tools'],
    lacks: 'tool-errors',
    async run(context) {
      const outcome = await outcomeOf(context, { messages: toolFailure(true) }, false);
      assertNotSilent(outcome, /is_error/);
    },
  },
];

function toolFailure(isError: boolean) {
  return [
    user('Hi'),
    assistant(toolCall('call_one', 'read_clock', {})),
    { ...toolResult('call_one', 'read_clock', 'no clock'), isError },
  ];
}
