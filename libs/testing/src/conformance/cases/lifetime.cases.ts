import assert from 'node:assert/strict';
import { GatewayError, type ChatCall } from 'llm-gateway/contracts';
import { eventually } from '../../eventually.js';
import type { Fault } from '../../fake-upstreams/fault.js';
import type { ConformanceCase } from '../conformance-case.js';
import type { ConformanceContext } from '../conformance-context.js';
import { rejectionOf } from '../rejection-of.js';

const LONG = { text: [...'abcdefghijkl'] };
const MIDDLE = 7;
const CLOSED = "the vendor's connection closes";
/** How long the end of a call may take to arrive at the vendor. */
const PROMPTLY_MS = 100;

async function readAll(context: ConformanceContext, call: ChatCall): Promise<void> {
  if (!call.stream) return void (await context.adapter.complete(call));
  for await (const _ of await context.open(call));
}

/** Ends a call that hangs, and looks at how soon everybody knows. */
async function assertEnds(
  context: ConformanceContext,
  fault: Fault,
  stream: boolean,
): Promise<void> {
  context.upstream.reset();
  context.upstream.defaultReply = LONG;
  context.upstream.failWith(fault);
  const call = context.call({}, stream);
  const left = new GatewayError('client_closed_request', 'The client left.');
  let isOver = false;
  const ended = rejectionOf(readAll(context, call)).finally(() => (isOver = true));
  await eventually(() => context.upstream.requests.length === 1, 'the call arrives');
  await new Promise((resolve) => setTimeout(resolve, 20));
  call.scope.abort(left);
  await eventually(() => isOver, 'the call ends', PROMPTLY_MS);
  assert.equal(await ended, left, 'the reason of the abort is what is thrown');
  await eventually(() => context.upstream.abandoned === 1, CLOSED, PROMPTLY_MS);
}

export const LIFETIME_CASES: readonly ConformanceCase[] = [
  ...[false, true].map((stream): ConformanceCase => ({
    name: `ends at once when the call is aborted before the answer, ${stream ? 'streamed' : 'whole'}`,
    needs: ['http'],
    run: (context) => assertEnds(context, { type: 'silent' }, stream),
  })),
  ...[false, true].map((stream): ConformanceCase => ({
    name: `ends at once when the call is aborted inside the answer, ${stream ? 'streamed' : 'whole'}`,
    needs: ['http'],
    async run(context) {
      // A whole answer is one frame, and falls silent after its headers.
      await assertEnds(context, { type: 'silent-after', frames: stream ? MIDDLE : 0 }, stream);
    },
  })),
  {
    name: 'does not ask the vendor for a call that is over',
    needs: ['http'],
    async run(context) {
      for (const stream of [false, true]) {
        const call = context.call({}, stream);
        const left = new GatewayError('client_closed_request', 'The client left.');
        call.scope.abort(left);
        assert.equal(await rejectionOf(readAll(context, call)), left);
      }
      assert.equal(context.upstream.requests.length, 0);
    },
  },
  {
    name: "closes the vendor's connection when the stream is left early",
    needs: ['http'],
    async run(context) {
      context.script(LONG).upstream.failWith({ type: 'silent-after', frames: MIDDLE });
      for await (const part of await context.open(context.call({}, true)))
        if (part.type === 'text-delta') break;
      await eventually(() => context.upstream.abandoned === 1, CLOSED, PROMPTLY_MS);
    },
  },
  {
    name: 'leaves nothing running when a stream fails',
    needs: ['http'],
    async run(context) {
      context.script(LONG).upstream.failWith({ type: 'malformed-after', frames: MIDDLE });
      await rejectionOf(readAll(context, context.call({}, true)));
      context.script(LONG).upstream.failWith({ type: 'error-after', frames: MIDDLE });
      await rejectionOf(readAll(context, context.call({}, true)));
      const parts = await context.script(LONG).stream();
      assert.equal(parts.at(-1)?.type, 'response-end', 'the next call works');
    },
  },
  {
    name: 'keeps its connection for the next call',
    needs: ['http'],
    async run(context) {
      for (let round = 0; round < 3; round++) {
        await context.complete();
        await context.stream();
      }
      await eventually(
        () => context.upstream.openSockets <= 2,
        'connections are reused',
        PROMPTLY_MS,
      );
    },
  },
  {
    name: 'says which deadline has passed',
    needs: ['http'],
    async run(context) {
      const waits: Promise<void>[] = [];
      for (const [deadline, fault, deadlines] of [
        ['headers_ms', { type: 'silent' }, { headersMs: 60 }],
        ['idle_ms', { type: 'silent-after', frames: 0 }, { idleMs: 60 }],
      ] as const)
        for (const stream of [false, true]) {
          context.upstream.failWith(fault);
          const call = context.call({}, stream, { deadlines });
          waits.push(assertDeadline(rejectionOf(readAll(context, call)), deadline));
          const arrived = () => context.upstream.requests.length === waits.length;
          await eventually(arrived, 'the call arrives');
        }
      await Promise.all(waits);
    },
  },
];

async function assertDeadline(failure: Promise<GatewayError>, deadline: string): Promise<void> {
  const error = await failure;
  assert.equal(error.code, 'provider_timeout');
  assert.match(error.message, new RegExp(`60 ms.*${deadline}`));
}
