import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import type { FakeReply, Fault } from 'llm-gateway/testing';
import type { GatewayUnderTest } from './gateway-under-test.js';

/** What a client in another process tells the fake vendor behind a subject. */
interface Order {
  readonly subject: string;
  /** Forgets what came before. */
  readonly reset?: boolean;
  readonly replies?: readonly FakeReply[];
  readonly faults?: readonly Fault[];
}

export interface FakeControl {
  readonly url: string;
  close(): void;
}

/**
 * Lets a client in another process steer the fakes: `POST` an order; the answer says what the fake
 * has seen so far.
 */
export async function startFakeControl(gateway: GatewayUnderTest): Promise<FakeControl> {
  const server = createServer((request, response) => {
    void obey(request, gateway).then((seen) => response.end(JSON.stringify(seen)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function obey(request: IncomingMessage, gateway: GatewayUnderTest): Promise<object> {
  const { subject, reset, replies = [], faults = [] } = (await json(request)) as Order;
  const upstream = gateway.upstreamOf({ name: subject });
  if (reset) upstream.reset();
  upstream.replyWith(...replies).failWith(...faults);
  const { requests, abandoned } = upstream;
  return { requests: requests.length, abandoned, text: requests.at(-1)?.text ?? '' };
}
