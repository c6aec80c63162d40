import { describe, expect, it } from '@jest/globals';
import {
  CallScope,
  GatewayError,
  type ChatAnswer,
  type ChatCall,
  type EmbeddingsCall,
  type StreamPart,
} from 'llm-gateway/contracts';
import type { AdapterRegistry } from './adapter-registry.js';
import type { CallLayers } from './call-layers.js';
import { ProviderGateway } from './provider-gateway.js';

const START: StreamPart = { type: 'response-start' };
const TEXT: StreamPart = { type: 'text-delta', choice: 0, text: 'Hi' };
const END: StreamPart = { type: 'response-end' };
const transient = new GatewayError('provider_error', 'Failed.', { transient: true });

const newCall = (stream: boolean) =>
  ({
    provider: { name: 'fake', adapter: 'fake-wire' },
    model: { requested: 'fake/m', name: 'm', facts: {} },
    stream,
    scope: new CallScope(),
  }) as unknown as ChatCall;

/** A gateway with this adapter and, as its only layer, a retry without any sense. */
function gatewayOf(adapter: object, retries = 0): ProviderGateway {
  const adapters = { get: () => adapter } as unknown as AdapterRegistry;
  const layers = {
    run: async (_call: unknown, invoke: () => Promise<unknown>) => {
      for (let retry = 0; ; retry++)
        try {
          return await invoke();
        } catch (error) {
          if (retry >= retries) throw error;
        }
    },
  } as unknown as CallLayers;
  return new ProviderGateway(adapters, layers);
}

/** An adapter whose attempts give these steps, one list for each attempt. */
function streaming(...attempts: (StreamPart | Error)[][]) {
  let made = 0;
  return {
    made: () => made,
    adapter: {
      async *stream() {
        for (const step of attempts[made++] ?? []) {
          if (step instanceof Error) throw step;
          yield step;
        }
      },
    },
  };
}

async function partsOf(answer: ChatAnswer): Promise<StreamPart[]> {
  if (answer.type !== 'stream') throw new Error(`Not a stream but a ${answer.type}.`);
  const parts: StreamPart[] = [];
  for await (const part of answer.parts) parts.push(part);
  return parts;
}

describe('ProviderGateway.chat', () => {
  it('gives a whole answer and records who gave it', async () => {
    const call = newCall(false);
    const response = { choices: [] };
    const answer = await gatewayOf({ complete: async () => response }).chat(call);
    expect(answer).toEqual({ type: 'response', response });
    expect(call.scope.record).toMatchObject({ provider: 'fake', model: 'm', stream: false });
    expect(call.scope.record.firstPartAt).toBeGreaterThanOrEqual(call.scope.startedAt);
  });

  it('records who failed', async () => {
    const call = newCall(false);
    const gateway = gatewayOf({ complete: () => Promise.reject(transient) });
    await expect(gateway.chat(call)).rejects.toBe(transient);
    expect(call.scope.record).toMatchObject({ provider: 'fake', model: 'm' });
    expect(call.scope.record.firstPartAt).toBeUndefined();
  });

  it('gives a stream that has started', async () => {
    const { adapter } = streaming([START, TEXT, END]);
    const call = newCall(true);
    const answer = await gatewayOf(adapter).chat(call);
    expect(call.scope.record).toMatchObject({ stream: true, firstPartAt: expect.any(Number) });
    expect(await partsOf(answer)).toEqual([START, TEXT, END]);
  });
});

describe('ProviderGateway.chat and layers that repeat', () => {
  it('lets them repeat a stream that breaks before its first good part, and shows no trace of it', async () => {
    const { adapter, made } = streaming(
      [transient],
      [START, transient],
      [START],
      [START, TEXT, END],
    );
    const answer = await gatewayOf(adapter, 5).chat(newCall(true));
    expect(await partsOf(answer)).toEqual([START, TEXT, END]);
    expect(made()).toBe(4);
  });

  it('never lets them repeat a stream after its first part', async () => {
    const { adapter, made } = streaming([START, TEXT, transient], [START, TEXT, END]);
    const answer = await gatewayOf(adapter, 5).chat(newCall(true));
    await expect(partsOf(answer)).rejects.toBe(transient);
    expect(made()).toBe(1);
  });

  it('never lets them repeat a stream that is cut after its first part', async () => {
    const { adapter, made } = streaming([START, TEXT], [START, TEXT, END]);
    const answer = await gatewayOf(adapter, 5).chat(newCall(true));
    await expect(partsOf(answer)).rejects.toMatchObject({ code: 'provider_stream_interrupted' });
    expect(made()).toBe(1);
  });
});

describe('ProviderGateway.chat with an adapter that can forward', () => {
  const response: ChatAnswer = { type: 'forwarded-response', body: Buffer.from('{}') };
  const stream = { type: 'forwarded-stream', chunks: [] } as unknown as ChatAnswer;
  const adapter = (canForward: boolean) => ({
    canForward: () => canForward,
    forward: async () => response,
    forwardStream: async () => stream,
    complete: async () => ({ choices: [] }),
  });

  it('forwards when it can', async () => {
    expect(await gatewayOf(adapter(true)).chat(newCall(false))).toBe(response);
    expect(await gatewayOf(adapter(true)).chat(newCall(true))).toBe(stream);
  });

  it('translates when it cannot', async () => {
    expect(await gatewayOf(adapter(false)).chat(newCall(false))).toMatchObject({
      type: 'response',
    });
  });
});

describe('ProviderGateway.embed', () => {
  const call = () => ({ ...newCall(false), request: {} }) as unknown as EmbeddingsCall;

  it('repeats through the layers and records who answered', async () => {
    let attempts = 0;
    const embed = async () => {
      attempts += 1;
      if (attempts === 1) throw transient;
      return { vectors: [] };
    };
    const one = call();
    expect(await gatewayOf({ embed }, 1).embed(one)).toEqual({ vectors: [] });
    expect(one.scope.record).toMatchObject({ provider: 'fake', model: 'm' });
  });

  it('says when the provider makes none', async () => {
    await expect(gatewayOf({}).embed(call())).rejects.toMatchObject({
      code: 'embeddings_not_supported',
      message: "Provider 'fake' makes no embeddings.",
      details: { param: 'model' },
    });
  });
});
