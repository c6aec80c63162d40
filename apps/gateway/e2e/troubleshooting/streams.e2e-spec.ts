import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { connect, createServer as createTcpServer, type AddressInfo, type Server } from 'node:net';
import type { Fault } from 'llm-gateway/testing';
import { postChat, readStream } from '../support/post-chat.js';
import { describeSymptoms } from './describe-symptoms.js';
import { folderWith, gatewayFor, variablesOf, vendorFor } from '../support/start-for.js';
import { expectGood, sightOf, type Sight, type Symptom } from './symptom.js';

const OPENAI = { model: 'openai/gpt-4o' };
const STREAM = { stream: true };
/** After which the proxies of these tests cut an idle connection. */
const PROXY_IDLE_MS = 400;
const THINKING = { model: 'simulator/echo?latency_ms=3000' };

async function sightOfStream(response: Response): Promise<Sight> {
  const { text } = await sightOf(response);
  return { place: response.ok ? 'In the stream' : `${response.status}`, text };
}

/** A vendor with this fault, and the deadlines that show it; then one without fault. */
function faulty(fault: Fault, deadlines: Readonly<Record<string, number>> = {}): Symptom {
  const ask = async (later: AsyncDisposableStack, known: object, ...faults: readonly Fault[]) => {
    const vendor = await vendorFor(later);
    vendor.failWith(...faults);
    const openai = { maximumRetries: 0, deadlines: known };
    const gateway = await gatewayFor(later, {
      ...variablesOf(vendor),
      LLM_GATEWAY_CONFIG_DIR: await folderWith(later, {
        'providers.json': { providers: { openai } },
      }),
    });
    return postChat(gateway, OPENAI, STREAM);
  };
  return {
    see: async (later) => sightOfStream(await ask(later, deadlines, fault)),
    mend: async (later) => expectGood(await ask(later, {}, { type: 'delay', ms: 500 })),
  };
}

async function listen(later: AsyncDisposableStack, proxy: Server): Promise<{ url: string }> {
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  later.defer(() => void proxy.close());
  return { url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}` };
}

/** A proxy that cuts a connection on which nothing came from the gateway for a while. */
function cuttingProxy(later: AsyncDisposableStack, { url }: { readonly url: string }) {
  const proxy = createTcpServer((client) => {
    const gateway = connect(Number(new URL(url).port), '127.0.0.1');
    const end = () => {
      client.destroy();
      gateway.destroy();
    };
    gateway.setTimeout(PROXY_IDLE_MS, end);
    for (const socket of [client, gateway]) socket.on('error', end).on('close', end);
    client.pipe(gateway).pipe(client);
  });
  return listen(later, proxy);
}

/** A proxy that hands on an answer when it is whole, unless the answer forbids that. */
function gatheringProxy(
  later: AsyncDisposableStack,
  { url }: { readonly url: string },
  isObedient: boolean,
) {
  const proxy = createServer((incoming, outgoing) => {
    const { method, headers, url: path } = incoming;
    const asked = request(url + path, { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 0, answer.headers);
      if (isObedient && answer.headers['x-accel-buffering'] === 'no') answer.pipe(outgoing);
      else void answer.toArray().then((pieces) => outgoing.end(Buffer.concat(pieces)));
    });
    incoming.pipe(asked);
  });
  return listen(later, proxy);
}

/** In how many pieces a client gets an answer of five words, half a second apart. */
async function piecesBehind(later: AsyncDisposableStack, isObedient: boolean): Promise<number> {
  const proxy = await gatheringProxy(later, await gatewayFor(later), isObedient);
  const slow = { model: 'simulator/echo?tokens=5&chunk_ms=500' };
  const response = await postChat(proxy, slow, STREAM);
  let pieces = 0;
  for await (const _piece of response.body!) pieces += 1;
  return pieces;
}

async function thinkBehindProxy(
  later: AsyncDisposableStack,
  variables: Readonly<Record<string, string>>,
): Promise<string> {
  const proxy = await cuttingProxy(later, await gatewayFor(later, variables));
  try {
    const response = await postChat(proxy, THINKING, STREAM);
    return (await readStream(response)).done ? 'whole' : 'cut';
  } catch (error) {
    return String(error) + String((error as Error).cause);
  }
}

describeSymptoms('Streams', [
  faulty({ type: 'cut-after', frames: 2 }),
  faulty({ type: 'silent-after', frames: 2 }, { idleMs: 100 }),
  faulty({ type: 'silent' }, { firstTokenMs: 200 }),
  {
    see: async (later) => ({ place: 'In the client', text: await thinkBehindProxy(later, {}) }),
    async mend(later) {
      const found = await thinkBehindProxy(later, { LLM_GATEWAY_HEARTBEAT_MS: '100' });
      if (found !== 'whole') throw new Error(found);
    },
  },
  {
    see: async (later) => ({
      place: 'In the client',
      text: (await piecesBehind(later, false)) === 1 ? 'the whole answer at once' : 'pieces',
    }),
    async mend(later) {
      if ((await piecesBehind(later, true)) < 3) throw new Error('The answer is still gathered.');
    },
  },
  {
    see: async (later) => {
      const gateway = await gatewayFor(later, { LLM_GATEWAY_HEARTBEAT_MS: '50' });
      return sightOfStream(await postChat(gateway, THINKING, STREAM));
    },
  },
]);
