import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { GatewayError, type ChatCall } from 'llm-gateway/contracts';
import { FakeUpstream, chatCallFor, eventually, fakeOpenAi } from 'llm-gateway/testing';
import { readBody } from './parse-upstream-json.js';
import { UpstreamClient } from './upstream-client.js';

let upstream: FakeUpstream;
let client: UpstreamClient;

beforeEach(async () => {
  upstream = await FakeUpstream.start(fakeOpenAi);
  client = new UpstreamClient();
});

afterEach(async () => {
  await client.onApplicationShutdown();
  await upstream.close();
});

const newCall = (idleMs: number) =>
  chatCallFor({ url: upstream.url, adapter: 'openai-compatible', deadlines: { idleMs } });

const post = (call: ChatCall, stream = false) =>
  client.post(
    call,
    {
      path: '/v1/chat/completions',
      headers: { authorization: 'Bearer k' },
      body: { model: 'm', messages: [{ role: 'user', content: 'Hi' }], stream },
    },
    ({ text }) => new GatewayError('provider_error', text),
  );

const untilOpen = (sockets: number) =>
  eventually(() => upstream.openSockets === sockets, `${sockets} sockets are open`);

it('keeps the connections of providers that stay, and closes those of others', async () => {
  const calls = [newCall(1_000), newCall(2_000)] as [ChatCall, ChatCall];
  for (const call of calls) await readBody(await post(call), call);
  expect(upstream.openSockets).toBe(2);
  client.retain([calls[0].provider]);
  await untilOpen(1);
  await readBody(await post(calls[0]), calls[0]);
  expect(upstream.openSockets).toBe(1);
});

it('lets what has begun end whole, and serves one that is repeated', async () => {
  upstream.frameDelayMs = 50;
  const call = newCall(1_000);
  const response = await post(call, true);
  client.retain([]);
  expect(String(await readBody(response, call))).toContain('[DONE]');
  await untilOpen(0);
  expect(String(await readBody(await post(call), call))).toContain('"choices"');
});
