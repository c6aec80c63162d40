import assert from 'node:assert/strict';
import { collectResponse, type GatewayError, type StreamPart } from 'llm-gateway/contracts';
import { collect } from '../../chat-call-for.js';
import type { FakeReply } from '../../fake-upstreams/fake-reply.js';
import type { Fault } from '../../fake-upstreams/fault.js';
import type { ConformanceCase } from '../conformance-case.js';
import type { ConformanceContext } from '../conformance-context.js';
import { rejectionOf } from '../rejection-of.js';

const REPLY: FakeReply = { text: [...'abcdefghijkl'] };

/** Far enough for the first text and far from the end, in every vendor's stream of `REPLY`. */
const MIDDLE = 7;

interface Broken {
  readonly error: GatewayError;
  readonly parts: readonly StreamPart[];
}

/** Reads a stream until it fails; ending well is a failure of the test. */
async function readBroken(context: ConformanceContext, fault?: Fault): Promise<Broken> {
  const parts: StreamPart[] = [];
  const error = await rejectionOf(readInto(parts, context, fault));
  assert.ok(!parts.some(({ type }) => type === 'response-end'), 'response-end before the failure');
  return { error, parts };
}

/**
 * The same for a stream that was cut so late that nothing of the answer may be missing: a vendor that
 * says so by a finish reason alone ends well then. Undefined when it did, with the whole answer.
 */
async function readCut(
  context: ConformanceContext,
  whole: readonly StreamPart[],
  fault?: Fault,
): Promise<Broken | undefined> {
  const parts: StreamPart[] = [];
  const work = readInto(parts, context, fault);
  if (
    await work.then(
      () => true,
      () => false,
    )
  ) {
    assert.deepEqual(answersOf(parts), answersOf(whole));
    return undefined;
  }
  return { error: await rejectionOf(work), parts };
}

/** Without what a vendor may still add beside an answer that is whole. */
function answersOf(parts: readonly StreamPart[]): unknown {
  const { choices } = collectResponse(parts);
  return choices.map(({ choiceExtensions: _, ...answer }) => answer);
}

async function readInto(
  parts: StreamPart[],
  context: ConformanceContext,
  fault: Fault | undefined,
): Promise<void> {
  if (fault) context.upstream.failWith(fault);
  context.upstream.defaultReply = REPLY;
  for await (const part of await context.open(context.call({}, true))) parts.push(part);
}

function assertBegan({ parts }: Broken): void {
  const text = parts.map((part) => (part.type === 'text-delta' ? part.text : '')).join('');
  assert.match(text, /^ab/, 'what came before the failure was lost');
}

/** The frames of the vendor's stream of `REPLY`, and the parts that they make. */
async function recordStream(context: ConformanceContext) {
  let frames: readonly string[] = [];
  context.alter = (answer) => {
    ({ frames } = answer);
    return answer;
  };
  return { parts: await context.script(REPLY).stream(), frames };
}

export const BROKEN_STREAM_CASES: readonly ConformanceCase[] = [
  {
    name: 'takes a stream that ends too early, after any frame, as interrupted',
    needs: ['http'],
    async run(context) {
      const whole = await recordStream(context);
      for (let frames = 0; frames < whole.frames.length; frames++) {
        const broken = await readCut(context, whole.parts, { type: 'cut-after', frames });
        if (broken === undefined) continue;
        assert.equal(broken.error.code, 'provider_stream_interrupted', `after ${frames} frames`);
        assert.equal(broken.error.details.transient, true);
        if (frames === MIDDLE) assertBegan(broken);
      }
    },
  },
  {
    name: 'notices by itself that a stream was cut, without the gateway around it',
    needs: ['http'],
    async run(context) {
      for (const frames of [0, MIDDLE]) {
        context.script(REPLY).upstream.failWith({ type: 'cut-after', frames });
        const error = await rejectionOf(collect(context.adapter.stream(context.call({}, true))));
        assert.equal(error.code, 'provider_stream_interrupted', `after ${frames} frames`);
      }
    },
  },
  {
    name: 'takes a stream that ends inside a frame as interrupted or malformed',
    needs: ['http'],
    async run(context) {
      const whole = await recordStream(context);
      const bytes = Buffer.from(whole.frames.join('').trimEnd());
      for (let end = bytes.length - 1; end > 0; end -= 1 + Math.floor(bytes.length / 60)) {
        // Cut in the middle of a character, it is no text any more.
        const frames = [bytes.subarray(0, end)] as unknown as string[];
        context.alter = (answer) => ({ ...answer, frames });
        const broken = await readCut(context, whole.parts);
        assert.match(
          broken?.error.code ?? 'provider_stream_interrupted',
          /^provider_(stream_interrupted|invalid_response)$/,
          `after ${end} bytes`,
        );
      }
    },
  },
  {
    name: 'takes a connection that breaks in a stream as unreachable',
    needs: ['http'],
    async run(context) {
      const broken = await readBroken(context, { type: 'reset-after', frames: MIDDLE });
      assert.equal(broken.error.code, 'provider_unreachable');
      assertBegan(broken);
    },
  },
  {
    name: 'takes a frame that cannot be parsed as an invalid response',
    needs: ['http'],
    async run(context) {
      for (const frames of [0, MIDDLE]) {
        const broken = await readBroken(context, { type: 'malformed-after', frames });
        assert.equal(broken.error.code, 'provider_invalid_response', `after ${frames} frames`);
        if (frames > 0) assertBegan(broken);
      }
    },
  },
  {
    name: "gives the vendor's own error in a stream in the vendor's words",
    needs: ['http'],
    async run(context) {
      for (const frames of [0, MIDDLE]) {
        const broken = await readBroken(context, { type: 'error-after', frames });
        const { code, message, details } = broken.error;
        assert.match(code, /^provider_(error|overloaded)$/, `after ${frames} frames`);
        assert.match(message, /Fake failure in the stream/);
        assert.equal(details.provider, context.subject.name);
        assert.equal(details.transient, true, 'such an error may be retried before the first part');
        if (frames > 0) assertBegan(broken);
      }
    },
  },
  {
    name: 'takes what is not its format as an invalid response',
    needs: ['http'],
    async run(context) {
      context.upstream.failWith({ type: 'malformed' });
      const error = await rejectionOf(context.complete());
      assert.equal(error.code, 'provider_invalid_response');
      const { error: streamed } = await readBroken(context, { type: 'malformed' });
      assert.match(streamed.code, /^provider_(invalid_response|stream_interrupted)$/);
      assert.equal(streamed.details.transient, true);
    },
  },
  {
    name: 'takes a whole answer that breaks off as no answer',
    needs: ['http'],
    async run(context) {
      let whole = '';
      context.alter = (answer) => {
        whole = answer.frames.join('');
        return answer;
      };
      await context.complete();
      for (const share of [0, 0.1, 0.5, 0.9]) {
        context.alter = (answer) => ({
          ...answer,
          frames: [whole.slice(0, Math.floor(whole.length * share))],
        });
        const error = await rejectionOf(context.complete());
        assert.match(error.code, /^provider_(invalid_response|stream_interrupted)$/);
        assert.equal(error.details.transient, true);
      }
    },
  },
  {
    name: 'takes a JSON value that is no answer as a fault of the vendor',
    needs: ['http'],
    async run(context) {
      for (const frame of ['null', '[]', '"text"', '{}', '{"unrelated":true}']) {
        context.alter = (answer) => ({ ...answer, frames: [frame] });
        const error = await rejectionOf(context.complete());
        assert.match(error.code, /^provider_(invalid_response|stream_interrupted|error)$/, frame);
        assert.equal(error.status, 502);
      }
    },
  },
];
