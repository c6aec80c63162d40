import type { LookupOptions } from 'node:dns';
import { Resolver } from 'node:dns/promises';
import { Agent as HttpAgent, request } from 'node:http';
import type { LookupFunction } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { callbackify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FakeDnsServer, FakePod } from 'llm-gateway/testing';
import { ConnectionWatch } from './connection-watch.js';
import { FollowingAgent } from './following-agent.js';
import { followNames } from './follow-names.js';

const NAME = 'service.test';
const INTERVAL_MS = 50;
const STREAM = JSON.stringify({ stream: true, user: '3000' });

/** A client under test: resolves with the body of an answer. */
interface Client {
  ask(host?: string, body?: string): Promise<string>;
  close(): Promise<void>;
}
type CreateClient = (watch: ConnectionWatch, lookup: LookupFunction, port: number) => Client;

const undiciClient: CreateClient = (watch, lookup, port) => {
  const agent = new FollowingAgent({ connect: { lookup } }, watch);
  return {
    async ask(host = NAME, body = '{}') {
      const request = {
        origin: `http://${host}:${port}`,
        path: '/',
        method: 'POST',
        body,
      } as const;
      return (await agent.request(request)).body.text();
    },
    close: () => agent.destroy(),
  };
};

const nodeClient: CreateClient = (watch, lookup, port) => {
  const agent = new HttpAgent({ keepAlive: true, lookup });
  followNames(agent, watch);
  return {
    ask: (host = NAME, body = '{}') =>
      new Promise((resolve, reject) => {
        const asked = request({ agent, host, port, method: 'POST' }, (response) =>
          resolve(text(response)),
        );
        asked.on('error', reject);
        asked.end(body);
      }),
    close: async () => agent.destroy(),
  };
};

/** With a real DNS server, on loopback; network namespaces are in apps/gateway/e2e. */
describe.each([
  ['undici', undiciClient],
  ['node:http', nodeClient],
] as const)('connections of %s that follow DNS', (_name, createClient) => {
  let dns: FakeDnsServer;
  let first: FakePod;
  let second: FakePod;
  let watch: ConnectionWatch;
  let client: Client;

  beforeEach(async () => {
    dns = await FakeDnsServer.start();
    first = await FakePod.start('127.0.0.1');
    second = await FakePod.start('127.0.0.2', first.port);
    dns.answerWith(NAME, [first.address]);
    const resolver = new Resolver({ timeout: 200, tries: 1 });
    resolver.setServers([dns.server]);
    const resolve = (name: string) => resolver.resolve4(name);
    const lookup = callbackify(async (name: string, _options: LookupOptions) =>
      (await resolve(name)).map((address) => ({ address, family: 4 })),
    ) as LookupFunction;
    watch = new ConnectionWatch({ intervalMs: INTERVAL_MS, resolve });
    client = createClient(watch, lookup, first.port);
  });

  afterEach(async () => {
    watch.close();
    await client.close();
    await Promise.all([dns.close(), first.close(), second.close()]);
  });

  /** Asks without a pause until it is so. */
  const askUntil = async (isSo: () => boolean): Promise<void> => {
    const giveUpAt = performance.now() + 10_000;
    while (!isSo()) {
      if (performance.now() > giveUpAt) throw new Error('not within 10 s');
      await client.ask();
      await sleep(5);
    }
  };

  it('move when DNS does, though the old address answers; it is left and closed', async () => {
    await askUntil(() => first.requests === 3);
    expect(first.connections).toBe(1);
    dns.answerWith(NAME, [second.address]);
    await askUntil(() => second.requests > 0);
    const { requests } = first;
    await askUntil(() => second.requests > 20);
    expect(first.requests).toBe(requests);
    await askUntil(() => first.openConnections === 0);
    expect(second.connections).toBe(1);
  });

  it('stay when one of several addresses goes that is not theirs', async () => {
    dns.answerWith(NAME, [first.address, second.address]);
    await askUntil(() => first.requests === 3);
    dns.answerWith(NAME, [first.address]);
    const { length } = dns.questions;
    await askUntil(() => dns.questions.length > length + 5);
    expect(first.connections).toBe(1);
    expect(second.requests).toBe(0);
  });

  it('finish their streams, though the old address takes no new connection', async () => {
    const stream = client.ask(NAME, STREAM);
    await askUntil(() => first.requests > 3);
    dns.answerWith(NAME, [second.address]);
    await askUntil(() => second.requests > 0);
    first.stopListening();
    const answer = await stream;
    expect(answer).toContain(first.address);
    expect(answer).toMatch(/\[DONE\]\s*$/);
  });

  it('close when the request that they carried is over', async () => {
    const stream = client.ask(NAME, STREAM);
    await askUntil(() => first.requests > 3);
    dns.answerWith(NAME, [second.address]);
    await askUntil(() => second.requests > 0);
    await stream;
    await askUntil(() => first.openConnections === 0);
    expect(second.openConnections).toBe(1);
  });

  it.each(['SERVFAIL', 'NXDOMAIN', 'silence'] as const)(
    'go on while their name has no answer: %s',
    async (failure) => {
      await askUntil(() => first.requests === 3);
      dns.answerWith(NAME, failure);
      const { length } = dns.questions;
      await askUntil(() => dns.questions.length > length + 4);
      expect(first.connections).toBe(1);
      dns.answerWith(NAME, [second.address]);
      await askUntil(() => second.requests > 0);
    },
  );

  it('are not looked up when an address was given, nor when there is none', async () => {
    await client.ask(first.address);
    await sleep(4 * INTERVAL_MS);
    expect(dns.questions).toEqual([]);
    await client.ask();
    const watched = () => dns.questions.length > 3;
    await askUntil(watched);
    await client.close();
    await sleep(4 * INTERVAL_MS);
    const { length } = dns.questions;
    await sleep(4 * INTERVAL_MS);
    expect(dns.questions).toHaveLength(length);
  });

  it('are seldom closed when the answers of a name rotate', async () => {
    const rotate = async (turns: number) => {
      for (let turn = 0; turn < turns; turn += 1) {
        const { length } = dns.questions;
        dns.answerWith(NAME, [turn % 2 === 0 ? second.address : first.address]);
        await askUntil(() => dns.questions.length > length + 3);
      }
    };
    await client.ask();
    await rotate(4);
    const before = first.connections + second.connections;
    await rotate(8);
    expect(first.connections + second.connections - before).toBeLessThanOrEqual(1);
  });

  it('are one for each request at a time', async () => {
    for (let round = 0; round < 5; round += 1) {
      await Promise.all(Array.from({ length: 10 }, () => client.ask()));
      // The last byte of an answer comes before its connection is free.
      await sleep(20);
    }
    expect(first.connections).toBe(10);
    expect(first.openConnections).toBe(10);
  });
});
