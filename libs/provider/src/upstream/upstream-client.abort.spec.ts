import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { GatewayError, type ChatCall } from 'llm-gateway/contracts';
import { FakeUpstream, chatCallFor, type FakeVendor } from 'llm-gateway/testing';
import { readBody } from './parse-upstream-json.js';
import { UpstreamClient } from './upstream-client.js';

const plainVendor: FakeVendor = {
  name: 'plain',
  answer: () => ({ status: 200, headers: {}, frames: ['one', 'two', 'three'] }),
  error: (status) => ({ status, headers: {}, frames: ['{}'] }),
  streamError: () => '',
  malformedFrame: () => '',
};

let upstream: FakeUpstream;
let client: UpstreamClient;

beforeAll(async () => {
  upstream = await FakeUpstream.start(plainVendor);
});

beforeEach(() => {
  client = new UpstreamClient();
  upstream.reset();
});

afterEach(async () => {
  await client.onApplicationShutdown();
});

afterAll(async () => {
  await upstream.close();
});

const REQUEST = { path: '/', body: {} };
const mapError = () => new GatewayError('provider_error', 'Failed.');
const left = new GatewayError('client_closed_request', 'The client left.');
const newCall = () => chatCallFor({ url: upstream.url, adapter: 'plain' });

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await sleep(2);
}

const WAYS = [
  ['post', async (call: ChatCall) => readBody(await client.post(call, REQUEST, mapError), call)],
  ['postWhole', (call: ChatCall) => client.postWhole(call, REQUEST, mapError)],
] as const;

describe.each(WAYS)('a call of UpstreamClient.%s', (_name, ask) => {
  it('that was aborted before it began sends nothing', async () => {
    const call = newCall();
    call.scope.abort(left);
    await expect(ask(call)).rejects.toBe(left);
    expect(upstream.requests).toHaveLength(0);
  });

  it.each([
    ['for an answer', { type: 'silent' }],
    ['for the rest of an answer', { type: 'silent-after', frames: 1 }],
    ['for the rest of an error', { type: 'status', status: 500 }],
  ] as const)(
    'that is aborted while it waits %s ends at once and closes the connection',
    async (what, fault) => {
      if (what === 'for the rest of an error') upstream.frameDelayMs = 3_000;
      upstream.failWith(fault);
      const call = newCall();
      const outcome = ask(call).catch((error: unknown) => error);
      await until(() => upstream.requests.length === 1 && upstream.openSockets === 1);
      call.scope.abort(left);
      expect(await outcome).toBe(left);
      await until(() => upstream.openSockets === 0);
      expect(upstream.abandoned).toBe(1);
    },
  );
});

describe('the connections of UpstreamClient', () => {
  it('are closed when a reader leaves in the middle of a stream', async () => {
    upstream.failWith({ type: 'silent-after', frames: 1 });
    const { body } = await client.post(newCall(), REQUEST, mapError);
    for await (const chunk of body) if (chunk) break;
    await until(() => upstream.openSockets === 0);
    expect(upstream.abandoned).toBe(1);
  });

  it('are used again for one call after another', async () => {
    for (let calls = 0; calls < 20; calls++) await client.postWhole(newCall(), REQUEST, mapError);
    // The next call may begin before undici has taken the connection back.
    expect(upstream.openSockets).toBeLessThanOrEqual(2);
  });

  it('are all closed at shutdown, in the middle of an answer too', async () => {
    upstream.failWith({ type: 'silent' });
    const outcome = client.postWhole(newCall(), REQUEST, mapError).catch((error: unknown) => error);
    await until(() => upstream.requests.length === 1);
    await client.onApplicationShutdown();
    expect(await outcome).toMatchObject({ code: 'provider_unreachable' });
    await until(() => upstream.openSockets === 0);
  });
});

describe('UpstreamClient.getWhole', () => {
  const { signal } = new AbortController();

  it('asks for what belongs to no call of a client', async () => {
    const request = { path: '/v1/models', headers: { 'x-key': 'k' } };
    const bytes = await client.getWhole(newCall().provider, request, mapError, signal);
    expect(String(bytes)).toBe('onetwothree');
    expect(upstream.lastRequest).toMatchObject({
      method: 'GET',
      path: '/v1/models',
      text: '',
      headers: { 'x-key': 'k' },
    });
  });

  it('ends when its signal does', async () => {
    upstream.frameDelayMs = 3_000;
    const controller = new AbortController();
    const asking = client.getWhole(newCall().provider, { path: '/' }, mapError, controller.signal);
    const outcome = asking.catch((error: unknown) => error);
    await until(() => upstream.requests.length === 1);
    controller.abort(left);
    expect(await outcome).toBe(left);
    await until(() => upstream.openSockets === 0);
  });

  it('fails when its signal has ended already', async () => {
    const ended = AbortSignal.abort(left);
    await expect(client.getWhole(newCall().provider, { path: '/' }, mapError, ended)).rejects.toBe(
      left,
    );
    expect(upstream.requests).toHaveLength(0);
  });
});
