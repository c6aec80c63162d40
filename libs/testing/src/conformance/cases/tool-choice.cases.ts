import assert from 'node:assert/strict';
import type { ChatRequest, ToolChoice } from 'llm-gateway/contracts';
import type { FakeReply } from '../../fake-upstreams/fake-reply.js';
import type { ConformanceCase } from '../conformance-case.js';
import type { ConformanceContext } from '../conformance-context.js';
import { occurrencesIn } from '../leaf-values.js';
import { assertNotSilent, assertSent, outcomeOf } from '../request-outcome.js';
import { CLOCK, WEATHER } from '../tools.js';

const FIELD = /^tool_choice/;
const tools = [WEATHER, CLOCK];

const NAMED: ToolChoice = { type: 'tool', name: 'read_clock', kind: 'function' };
const ALLOWED: ToolChoice = { type: 'allowed', mode: 'auto', names: ['read_clock'] };
const ALLOWED_REQUIRED: ToolChoice = { ...ALLOWED, mode: 'required' };

const CALL: FakeReply = {
  toolCalls: [{ id: 'call_a1', name: 'read_clock', arguments: ['{}'] }],
  finish: 'tool_calls',
};

function isForced({ toolChoice: choice }: Partial<ChatRequest>): boolean {
  if (choice?.type === 'allowed') return choice.mode === 'required';
  return choice?.type === 'required' || choice?.type === 'tool';
}

/** The body that the vendor gets for this choice, streamed and not. */
async function bodiesFor(context: ConformanceContext, request: Partial<ChatRequest>) {
  const bodies: unknown[] = [];
  for (const stream of [false, true]) {
    context.script(isForced(request) ? CALL : { text: ['Hi'] });
    const outcome = await outcomeOf(context, { tools, ...request }, stream);
    assertSent(outcome, FIELD);
    bodies.push(outcome.body);
  }
  return bodies;
}

/** The choice makes a difference to what the vendor gets. */
async function assertChoice(context: ConformanceContext, toolChoice: ToolChoice): Promise<void> {
  const chosen = await bodiesFor(context, { toolChoice });
  assert.notDeepEqual(chosen, await bodiesFor(context, { toolChoice: { type: 'auto' } }));
}

/** The one tool stands out: it alone is offered, or its name is told once more. */
async function assertSingledOut(
  context: ConformanceContext,
  toolChoice: ToolChoice,
): Promise<void> {
  await assertChoice(context, toolChoice);
  for (const body of await bodiesFor(context, { toolChoice })) {
    const [clock, weather] = ['read_clock', 'get_weather'].map((name) => occurrencesIn(body, name));
    assert.ok(clock! > weather!, `read_clock is not singled out: ${JSON.stringify(body)}`);
  }
}

async function assertRefusedOrReported(
  context: ConformanceContext,
  toolChoice: ToolChoice,
): Promise<void> {
  for (const stream of [false, true])
    assertNotSilent(await outcomeOf(context, { tools, toolChoice }, stream), FIELD);
}

export const TOOL_CHOICE_CASES: readonly ConformanceCase[] = [
  {
    name: 'leaves the choice of tools to the model',
    needs: ['http', 'tools'],
    async run(context) {
      const bodies = await bodiesFor(context, { toolChoice: { type: 'auto' } });
      for (const body of bodies) assert.equal(occurrencesIn(body, 'The weather in a city.'), 1);
    },
  },
  {
    name: 'keeps the model from calling a tool',
    needs: ['http', 'tools'],
    run: (context) => assertChoice(context, { type: 'none' }),
  },
  {
    name: 'takes any choice of tools without tools',
    needs: ['http', 'tools'],
    async run(context) {
      for (const type of ['auto', 'none'] as const)
        await context.complete({ toolChoice: { type } });
    },
  },
  {
    name: 'makes the model call some tool',
    needs: ['http', 'tools', 'forced-tools'],
    async run(context) {
      await assertChoice(context, { type: 'required' });
      const some = await bodiesFor(context, { toolChoice: { type: 'required' } });
      assert.notDeepEqual(some, await bodiesFor(context, { toolChoice: { type: 'none' } }));
    },
  },
  {
    name: 'makes the model call one tool',
    needs: ['http', 'tools', 'forced-tools'],
    run: (context) => assertSingledOut(context, NAMED),
  },
  {
    name: 'lets the model call some of the tools',
    needs: ['http', 'tools'],
    run: (context) => assertSingledOut(context, ALLOWED),
  },
  {
    name: 'makes the model call one of some tools',
    needs: ['http', 'tools', 'forced-tools'],
    run: (context) => assertSingledOut(context, ALLOWED_REQUIRED),
  },
  {
    name: 'does not drop in silence that the model must call some tool',
    needs: ['tools'],
    lacks: 'forced-tools',
    run: (context) => assertRefusedOrReported(context, { type: 'required' }),
  },
  {
    name: 'does not drop in silence that the model must call one tool',
    needs: ['tools'],
    lacks: 'forced-tools',
    run: (context) => assertRefusedOrReported(context, NAMED),
  },
  {
    name: 'does not drop in silence that the model must call one of some tools',
    needs: ['tools'],
    lacks: 'forced-tools',
    run: (context) => assertRefusedOrReported(context, ALLOWED_REQUIRED),
  },
];
