import assert from 'node:assert/strict';
import type { AssistantPart, ChatChoice, ChatRequest, ChatResponse } from 'llm-gateway/contracts';
import type { FakeReply } from '../../fake-upstreams/fake-reply.js';
import type { AdapterAbility } from '../adapter-ability.js';
import type { ConformanceCase } from '../conformance-case.js';
import { WEATHER } from '../tools.js';

const CALLS: NonNullable<FakeReply['toolCalls']> = [
  { id: 'call_a1', name: 'get_weather', arguments: ['{"city":', '"Oslo"}'] },
  { id: 'call_b2', name: 'get_weather', arguments: ['{"city":"Bergen"}'] },
];

interface Equivalence {
  readonly title: string;
  readonly needs: readonly AdapterAbility[];
  readonly request: Partial<ChatRequest>;
  readonly reply: FakeReply;
}

const EQUIVALENCES: readonly Equivalence[] = [
  { title: 'text', needs: [], request: {}, reply: { text: ['One', ' two', ' three'] } },
  {
    title: 'an answer cut off',
    needs: [],
    request: {},
    reply: { text: ['One'], finish: 'length' },
  },
  {
    title: 'text and tool calls',
    needs: ['tools'],
    request: { tools: [WEATHER] },
    reply: { text: ['I ', 'look.'], toolCalls: CALLS, finish: 'tool_calls' },
  },
  {
    title: 'thinking, text and tool calls',
    needs: ['tools'],
    request: { tools: [WEATHER], reasoningEffort: 'medium' },
    reply: {
      reasoning: { text: 'Let me see.', signature: 'U2lnbmF0dXJl' },
      text: ['I ', 'look.'],
      toolCalls: CALLS,
      finish: 'tool_calls',
      usage: { input: 30, output: 20, reasoning: 7, cached: 16 },
    },
  },
  { title: 'a refusal', needs: [], request: {}, reply: { refusal: 'No.' } },
  { title: 'several answers', needs: ['n'], request: { n: 3 }, reply: { text: ['One', ' two'] } },
  {
    title: 'log probabilities',
    needs: ['logprobs'],
    request: { logprobs: true, topLogprobs: 2 },
    reply: { text: ['One', ' two'] },
  },
];

/** What must be the same; ids that the adapter made up are not. */
function comparable({ choices, usage, model }: ChatResponse) {
  return { choices: choices.map(comparableChoice), usage, model };
}

function comparableChoice({ index, message, finishReason, logprobs }: ChatChoice) {
  const parts = message.parts.map((part): AssistantPart => {
    if (part.type !== 'tool-call') return part;
    const isMade = /^call_[0-9a-f]{24}$/.test(part.id);
    const normalised = JSON.stringify(JSON.parse(part.arguments));
    return { ...part, arguments: normalised, ...(isMade && { id: 'made up' }) };
  });
  const { content } = (logprobs ?? {}) as { content?: unknown };
  return { index, parts, finishReason, logprobs: content };
}

export const STREAM_CASES: readonly ConformanceCase[] = [
  ...EQUIVALENCES.map(({ title, needs, request, reply }): ConformanceCase => ({
    name: `streams the same as it gives whole: ${title}`,
    needs,
    async run(context) {
      const [whole, streamed] = await context.both(request, reply);
      assert.deepEqual(comparable(streamed), comparable(whole));
    },
  })),
  {
    name: 'gives as many answers as were asked for',
    needs: ['n'],
    async run(context) {
      for (const { choices } of await context.both({ n: 3 }, { text: ['One', ' two'] })) {
        assert.deepEqual(
          choices.map(({ index }) => index),
          [0, 1, 2],
        );
        for (const { message } of choices) assert.ok(message.parts.length > 0);
      }
    },
  },
  {
    name: 'gives log probabilities of the tokens',
    needs: ['http', 'logprobs'],
    async run(context) {
      const request = { logprobs: true, topLogprobs: 2 };
      for (const { choices } of await context.both(request, { text: ['One', ' two'] })) {
        const { content } = choices[0]!.logprobs as { content: { token: string }[] };
        assert.deepEqual(
          content.map(({ token }) => token),
          ['One', ' two'],
        );
      }
    },
  },
  {
    name: 'names the model that answered',
    needs: ['http'],
    async run(context) {
      for (const { model } of await context.both()) assert.equal(model, context.subject.model);
    },
  },
  {
    name: 'gives text while the vendor is still writing',
    needs: ['http'],
    async run(context) {
      context.script({ text: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'] });
      context.upstream.failWith({ type: 'silent-after', frames: 6 });
      const call = context.call({}, true);
      let text = '';
      for await (const part of await context.open(call)) {
        if (part.type === 'text-delta') text += part.text;
        if (text.length === 2) break;
      }
      assert.equal(text, 'ab');
    },
  },
  {
    name: 'asks the vendor once for one answer',
    needs: ['http'],
    async run(context) {
      await context.both();
      assert.equal(context.upstream.requests.length, 2);
      const call = context.call({}, false);
      await context.adapter.complete(call);
      assert.equal(call.scope.record.attempts, 1);
    },
  },
  {
    name: 'does nothing before the stream is read',
    needs: ['http'],
    async run(context) {
      context.adapter.stream(context.call({}, true));
      await new Promise((resolve) => setTimeout(resolve, 20));
      assert.equal(context.upstream.requests.length, 0);
    },
  },
];
