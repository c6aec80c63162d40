import assert from 'node:assert/strict';
import type { ChatRequest } from 'llm-gateway/contracts';
import type { FakeReply } from '../../fake-upstreams/fake-reply.js';
import type { FakeAnswer } from '../../fake-upstreams/fake-vendor.js';
import type { ConformanceCase } from '../conformance-case.js';
import type { ConformanceContext } from '../conformance-context.js';
import { WEATHER } from '../tools.js';

const SPOKEN: FakeReply = {
  reasoning: { text: 'Thöught 👋', signature: 'U2lnbmF0dXJl' },
  text: ['grüße', ' 👩‍👩‍👧', ' end'],
  usage: { input: 30, output: 20 },
};

const CALLING: FakeReply = {
  ...SPOKEN,
  toolCalls: [
    { id: 'call_a1', name: 'get_weather', arguments: ['{"city":"', 'Malmö"}'] },
    { id: 'call_b2', name: 'get_weather', arguments: ['{"city":"X"}'] },
  ],
  finish: 'tool_calls',
};

/** As many kinds of parts as the adapter has. */
function richest(context: ConformanceContext) {
  const request: Partial<ChatRequest> = { reasoningEffort: 'low' };
  if (!context.has('tools')) return { request, reply: SPOKEN };
  return { request: { ...request, tools: [WEATHER] }, reply: CALLING };
}

/** Ids that the adapter makes up differ from answer to answer. */
function withoutMadeIds(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value).replaceAll(/"call_[0-9a-f]{24}"/g, '"made up"'));
}

/** Puts a field that nobody knows into the first JSON object of each frame. */
function withUnknownFields({ frames, ...answer }: FakeAnswer): FakeAnswer {
  const field = '"x_unheard_of":{"deep":[1,null,{"type":"text"}]}';
  return {
    ...answer,
    frames: frames.map((frame) =>
      frame.replace(/\{(\s*\})?/, (_, end?: string) => (end ? `{${field}}` : `{${field},`)),
    ),
  };
}

export const WIRE_NOISE_CASES: readonly ConformanceCase[] = [
  ...[1, 2, 3, 7, 64].map((bytes): ConformanceCase => ({
    name: `reads the same from pieces of ${bytes} bytes`,
    needs: ['http'],
    async run(context) {
      const { request, reply } = richest(context);
      const wanted = await context.script(reply).stream(request);
      context.upstream.failWith({ type: 'chop', bytes });
      const parts = await context.script(reply).stream(request);
      assert.deepEqual(withoutMadeIds(parts), withoutMadeIds(wanted));
    },
  })),
  {
    name: 'reads a whole answer from pieces of 3 bytes',
    needs: ['http'],
    async run(context) {
      const { request, reply } = richest(context);
      const wanted = await context.script(reply).complete(request);
      context.upstream.failWith({ type: 'chop', bytes: 3 });
      const response = await context.script(reply).complete(request);
      assert.deepEqual(withoutMadeIds(response), withoutMadeIds(wanted));
    },
  },
  {
    name: 'reads a stream that comes in one piece',
    needs: ['http'],
    async run(context) {
      const { request, reply } = richest(context);
      const wanted = await context.script(reply).stream(request);
      context.alter = ({ frames, ...answer }) => ({ ...answer, frames: [frames.join('')] });
      const parts = await context.script(reply).stream(request);
      assert.deepEqual(withoutMadeIds(parts), withoutMadeIds(wanted));
    },
  },
  {
    name: 'is not led astray by fields that it does not know',
    needs: ['http'],
    async run(context) {
      const { request, reply } = richest(context);
      const plain = await context.both(request, reply);
      context.alter = withUnknownFields;
      const noisy = await context.both(request, reply);
      for (const [index, { choices, usage }] of plain.entries()) {
        const other = noisy[index]!;
        assert.deepEqual(
          withoutMadeIds(other.choices.map(({ message, finishReason }) => [message, finishReason])),
          withoutMadeIds(choices.map(({ message, finishReason }) => [message, finishReason])),
        );
        assert.equal(other.usage?.outputTokens, usage?.outputTokens);
      }
    },
  },
  {
    name: 'waits for a vendor that takes its time',
    needs: ['http'],
    async run(context) {
      context.upstream.frameDelayMs = 3;
      context.upstream.failWith({ type: 'delay', ms: 30 });
      const parts = await context.script({ text: ['One', ' two'] }).stream();
      const text = parts.map((part) => (part.type === 'text-delta' ? part.text : '')).join('');
      assert.equal(text, 'One two');
    },
  },
];
