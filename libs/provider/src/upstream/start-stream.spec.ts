import { describe, expect, it } from '@jest/globals';
import { CallScope, GatewayError, type Provider, type StreamPart } from 'llm-gateway/contracts';
import { startStream } from './start-stream.js';

const START: StreamPart = { type: 'response-start' };
const TEXT: StreamPart = { type: 'text-delta', choice: 0, text: 'Hi' };
const FINISH: StreamPart = { type: 'choice-end', choice: 0, finishReason: 'stop' };
const END: StreamPart = { type: 'response-end' };
const FIELDS: StreamPart = { type: 'extension-delta', fields: { x: 1 } };
const SILENCE: StreamPart = { type: 'text-delta', choice: 0, text: '' };

const newCall = () => ({ provider: { name: 'fake' } as Provider, scope: new CallScope() });
const overloaded = new GatewayError('provider_overloaded', 'Full.', { transient: true });

/** An upstream that gives these steps and notes how far it was asked and whether it was closed. */
function upstream(...steps: (StreamPart | Error)[]) {
  const seen = { given: 0, isClosed: false };
  async function* parts(): AsyncGenerator<StreamPart> {
    try {
      for (const step of steps) {
        if (step instanceof Error) throw step;
        seen.given += 1;
        yield step;
      }
    } finally {
      seen.isClosed = true;
    }
  }
  return { parts: parts(), seen };
}

async function collect(parts: AsyncIterable<StreamPart>): Promise<StreamPart[]> {
  const collected: StreamPart[] = [];
  for await (const part of parts) collected.push(part);
  return collected;
}

/** What was read before the stream failed, and how it failed. */
async function readUntilFailure(parts: AsyncIterable<StreamPart>) {
  const read: StreamPart[] = [];
  try {
    for await (const part of parts) read.push(part);
  } catch (error) {
    return { read, error };
  }
  return { read, error: undefined };
}

describe('startStream', () => {
  it('gives every part, the held ones first', async () => {
    const all = [START, FIELDS, TEXT, FINISH, END];
    expect(await collect(await startStream(upstream(...all).parts, newCall()))).toEqual(all);
  });

  it.each<[string, StreamPart[]]>([
    ['its header', [START]],
    ['fields of one provider', [START, FIELDS]],
    [
      'deltas without content',
      [START, SILENCE, { ...SILENCE, type: 'reasoning-delta', index: 0 } as StreamPart],
    ],
  ])('has not started with %s: an error after it can still be retried', async (_what, parts) => {
    const { parts: stream, seen } = upstream(...parts, overloaded);
    await expect(startStream(stream, newCall())).rejects.toBe(overloaded);
    expect(seen.isClosed).toBe(true);
  });

  it.each<[string, StreamPart]>([
    ['text', TEXT],
    ['a refusal', { type: 'refusal-delta', choice: 0, text: 'No.' }],
    ['thinking', { type: 'reasoning-delta', choice: 0, index: 0, text: 'Hm.' }],
    ['encrypted thinking', { type: 'reasoning-end', choice: 0, index: 0, encrypted: 'x' }],
    [
      'a tool call',
      { type: 'tool-call-start', choice: 0, index: 0, id: 'c', name: 'f', kind: 'function' },
    ],
    ['the finish of an empty answer', FINISH],
  ])('has started with %s, and asks for no more until somebody reads', async (_what, part) => {
    const { parts, seen } = upstream(START, part, END);
    await startStream(parts, newCall());
    expect(seen).toEqual({ given: 2, isClosed: false });
  });

  it('starts with an end that is all there is', async () => {
    expect(await collect(await startStream(upstream(START, END).parts, newCall()))).toEqual([
      START,
      END,
    ]);
  });

  it.each([[[]], [[START]], [[START, FIELDS]]])(
    'refuses a stream that ends as %j',
    async (steps) => {
      await expect(startStream(upstream(...steps).parts, newCall())).rejects.toMatchObject({
        code: 'provider_stream_interrupted',
        details: { transient: true, provider: 'fake' },
      });
    },
  );
});

describe('a started stream', () => {
  it('passes an error on inside the stream, once, after what came before it', async () => {
    const { parts, seen } = upstream(START, TEXT, TEXT, overloaded);
    const { read, error } = await readUntilFailure(await startStream(parts, newCall()));
    expect(read).toEqual([START, TEXT, TEXT]);
    expect(error).toBe(overloaded);
    expect(seen.isClosed).toBe(true);
  });

  it.each([[[START, TEXT]], [[START, TEXT, FINISH]]])(
    'is cut when it ends as %j',
    async (steps) => {
      const { read, error } = await readUntilFailure(
        await startStream(upstream(...steps).parts, newCall()),
      );
      expect(read).toEqual(steps);
      expect(error).toMatchObject({ code: 'provider_stream_interrupted' });
    },
  );

  it('names a broken connection as such', async () => {
    const broken = Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
    const { error } = await readUntilFailure(
      await startStream(upstream(START, TEXT, broken).parts, newCall()),
    );
    expect(error).toMatchObject({ code: 'provider_unreachable' });
  });

  it('shows a bug of an adapter as ours, before and after its start', async () => {
    const bug = new TypeError('x is undefined');
    await expect(startStream(upstream(START, bug).parts, newCall())).rejects.toMatchObject({
      code: 'internal_error',
      cause: bug,
    });
    const { error } = await readUntilFailure(
      await startStream(upstream(START, TEXT, bug).parts, newCall()),
    );
    expect(error).toMatchObject({ code: 'internal_error', cause: bug });
  });

  it('tells why the call was aborted rather than how that broke the connection', async () => {
    const call = newCall();
    const left = new GatewayError('client_closed_request', 'The client left.');
    const aborted = Object.assign(new Error('This operation was aborted'), { name: 'AbortError' });
    const stream = await startStream(upstream(START, TEXT, aborted).parts, call);
    call.scope.abort(left);
    expect(await readUntilFailure(stream)).toMatchObject({ error: left });
  });

  it('closes the upstream when its reader leaves', async () => {
    const { parts, seen } = upstream(START, TEXT, TEXT, TEXT, FINISH, END);
    for await (const part of await startStream(parts, newCall())) if (part === TEXT) break;
    expect(seen).toEqual({ given: 2, isClosed: true });
  });
});
