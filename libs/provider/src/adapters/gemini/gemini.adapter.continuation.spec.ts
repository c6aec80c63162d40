import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { StreamPart } from 'llm-gateway/contracts';
import {
  chatCallFor,
  collect,
  fakeGemini,
  FakeUpstream,
  type ChatCallOptions,
  type FakeVendor,
} from 'llm-gateway/testing';
import { UpstreamClient } from '../../upstream/upstream-client.js';
import { GeminiAdapter } from './gemini.adapter.js';

const client = new UpstreamClient();
const adapter = new GeminiAdapter(client);
/** Gives a long answer in three pieces. */
const longWinded: FakeVendor = {
  ...fakeGemini,
  answer(request, reply) {
    const token = Number(request.json.continuationToken ?? 0);
    const answer = fakeGemini.answer(request, { ...reply, text: [`piece ${token}. `] });
    if (token === 2) return answer;
    const end = /"finishReason": ?"STOP"/;
    const continued = `"finishReason":"CONTINUATION","continuationToken":"${token + 1}"`;
    return { ...answer, frames: answer.frames.map((frame) => frame.replace(end, continued)) };
  },
};

let server: FakeUpstream;

beforeAll(async () => {
  server = await FakeUpstream.start(longWinded);
});
afterEach(() => server.reset());
afterAll(async () => {
  await client.onApplicationShutdown();
  await server.close();
});

function callTo(options: Partial<ChatCallOptions> = {}) {
  const model = 'gemini-4-argon';
  return chatCallFor({ url: server.url, adapter: 'gemini', model, ...options });
}

function textOf(parts: readonly StreamPart[]): string {
  return parts.map((part) => (part.type === 'text-delta' ? part.text : '')).join('');
}

describe('continuation', () => {
  it('joins the pieces of a whole answer and sends the same request each time', async () => {
    const response = await adapter.complete(callTo({ request: { seed: 1 } }));
    expect(response.choices[0]).toMatchObject({
      message: { parts: [{ type: 'text', text: 'piece 0. piece 1. piece 2. ' }] },
      finishReason: 'stop',
    });
    expect(response.usage).toMatchObject({ inputTokens: 36, outputTokens: 15 });
    const [first, ...others] = server.requests.map(({ json }) => json);
    expect(others).toEqual([
      { ...first, continuationToken: '1' },
      { ...first, continuationToken: '2' },
    ]);
  });

  it('joins the pieces of a stream', async () => {
    const parts = await collect(adapter.stream(callTo()));
    expect(textOf(parts)).toBe('piece 0. piece 1. piece 2. ');
    expect(parts.filter(({ type }) => type === 'response-start')).toHaveLength(1);
    expect(parts.filter(({ type }) => type === 'choice-end')).toHaveLength(1);
    expect(parts.at(-1)).toMatchObject({ usage: { inputTokens: 36, outputTokens: 15 } });
  });

  it('ends with "length" where the operator allows no further request', async () => {
    const quirks = { maximumContinuations: 1 };
    const response = await adapter.complete(callTo({ quirks }));
    expect(response.choices[0]?.finishReason).toBe('length');
    const parts = await collect(adapter.stream(callTo({ quirks })));
    expect(parts.find(({ type }) => type === 'choice-end')).toMatchObject({
      finishReason: 'length',
    });
  });
});
