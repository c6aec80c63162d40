import assert from 'node:assert/strict';
import { forwardsChat, type ChatCall, type ForwardsChat } from 'llm-gateway/contracts';
import { eventually } from '../../eventually.js';
import type { FakeReply } from '../../fake-upstreams/fake-reply.js';
import type { Fault } from '../../fake-upstreams/fault.js';
import type { ConformanceCase } from '../conformance-case.js';
import type { ConformanceContext } from '../conformance-context.js';
import { rejectionOf } from '../rejection-of.js';

const REPLY: FakeReply = { text: [...'abcdefghijkl'], usage: { input: 11, output: 7 } };
const MIDDLE = 7;

function forwarderOf({ adapter, subject }: ConformanceContext): ForwardsChat {
  if (forwardsChat(adapter)) return adapter;
  throw new assert.AssertionError({ message: `${subject.name} does not forward` });
}

/** A call as the chat endpoint makes it from OpenAI's format. */
function inboundCall(context: ConformanceContext, stream: boolean, more: object = {}): ChatCall {
  const json = {
    model: context.subject.model,
    messages: [{ role: 'user', content: 'Hi, grüße 👋' }],
    ...(stream && { stream, stream_options: { include_usage: true } }),
    ...more,
  };
  return {
    ...context.call({}, stream),
    inbound: {
      format: 'openai-chat',
      json,
      gatewayFields: ['session_id'],
      bytes: Buffer.from(JSON.stringify(json)),
    },
  };
}

async function forwardText(context: ConformanceContext, call: ChatCall): Promise<string> {
  const forwarder = forwarderOf(context);
  assert.ok(forwarder.canForward(call), 'this call can be forwarded');
  if (!call.stream) return Buffer.from((await forwarder.forward(call)).body).toString();
  const { chunks } = await forwarder.forwardStream(call);
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of chunks) text += decoder.decode(chunk, { stream: true });
  return text;
}

function failing(name: string, fault: Fault, code: RegExp): ConformanceCase {
  return {
    name: `forwards no end of a stream ${name}`,
    needs: ['http', 'forward'],
    async run(context) {
      context.script(REPLY).upstream.failWith(fault);
      const error = await rejectionOf(forwardText(context, inboundCall(context, true)));
      assert.match(error.code, code);
    },
  };
}

export const FORWARD_CASES: readonly ConformanceCase[] = [
  {
    name: 'forwards the very bytes in both directions',
    needs: ['http', 'forward'],
    async run(context) {
      for (const stream of [false, true]) {
        let sent = '';
        context.alter = (answer) => {
          sent = answer.frames.join('');
          return answer;
        };
        const call = inboundCall(context, stream);
        assert.equal(await forwardText(context, call), sent);
        const { text } = context.upstream.lastRequest;
        assert.equal(text, Buffer.from(call.inbound!.bytes!).toString());
      }
    },
  },
  {
    name: "replaces the gateway's own fields in a forwarded body, and no others",
    needs: ['http', 'forward'],
    async run(context) {
      const more = { session_id: 'session-1', seed: 7, model: 'alias' };
      for (const stream of [false, true]) {
        const call = inboundCall(context, stream, more);
        await forwardText(context, call);
        const { session_id: _, ...others } = call.inbound!.json as Record<string, unknown>;
        const wanted = { ...others, model: context.subject.model };
        assert.deepEqual(context.upstream.lastRequest.json, wanted);
      }
    },
  },
  {
    name: 'counts the tokens of a forwarded answer',
    needs: ['http', 'forward'],
    async run(context) {
      for (const stream of [false, true])
        for (const includeUsage of [false, true]) {
          const call = {
            ...inboundCall(context, stream, includeUsage ? {} : { stream_options: undefined }),
            includeUsage,
          };
          const text = await forwardText(context.script(REPLY), call);
          assert.equal(call.scope.record.usage?.inputTokens, 11);
          assert.equal(call.scope.record.usage?.outputTokens, 7);
          if (stream) assert.equal(text.includes('"usage":{'), includeUsage);
        }
    },
  },
  ...[1, 3, 64].map((bytes): ConformanceCase => ({
    name: `forwards the same from pieces of ${bytes} bytes`,
    needs: ['http', 'forward'],
    async run(context) {
      const wanted = await forwardText(context, inboundCall(context, true));
      context.upstream.failWith({ type: 'chop', bytes });
      assert.equal(await forwardText(context, inboundCall(context, true)), wanted);
    },
  })),
  failing('that was cut', { type: 'cut-after', frames: MIDDLE }, /^provider_stream_interrupted$/),
  failing(
    'that was cut before it began',
    { type: 'cut-after', frames: 0 },
    /^provider_stream_interrupted$/,
  ),
  failing('that was reset', { type: 'reset-after', frames: MIDDLE }, /^provider_unreachable$/),
  failing(
    'that cannot be parsed',
    { type: 'malformed-after', frames: MIDDLE },
    /^provider_invalid_response$/,
  ),
  failing(
    'in which the vendor failed',
    { type: 'error-after', frames: MIDDLE },
    /^provider_(error|overloaded)$/,
  ),
  {
    name: "closes the vendor's connection when a forwarded stream is left early",
    needs: ['http', 'forward'],
    async run(context) {
      context.script(REPLY).upstream.failWith({ type: 'silent-after', frames: MIDDLE });
      const { chunks } = await forwarderOf(context).forwardStream(inboundCall(context, true));
      for await (const _ of chunks) break;
      await eventually(() => context.upstream.abandoned === 1, "the vendor's connection closes");
    },
  },
];
