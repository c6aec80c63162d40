import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { eventually } from 'llm-gateway/testing';
import { startGateway, type TestGateway } from './support/start-gateway.js';

const PIECE = 'x'.repeat(16_384);
const OPENAI_CHUNK = JSON.stringify({
  id: 'chatcmpl-1',
  object: 'chat.completion.chunk',
  created: 1,
  model: 'm',
  choices: [{ index: 0, delta: { role: 'assistant', content: PIECE }, finish_reason: null }],
});

/** An upstream that talks without end, as fast as it is listened to. */
class EndlessUpstream {
  written = 0;
  isOpen = true;
  readonly #server: Server;

  constructor(frame: string, contentType: string) {
    this.#server = createServer(async (asked, response) => {
      response.on('close', () => (this.isOpen = false));
      response.writeHead(200, { 'content-type': contentType });
      asked.resume();
      while (!response.destroyed) {
        this.written += frame.length;
        if (!response.write(frame))
          await Promise.race([once(response, 'drain'), once(response, 'close')]);
        else await new Promise((resolve) => setImmediate(resolve));
      }
    });
  }

  async listen(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

const WIRES = [
  {
    name: 'forwarded',
    model: 'openai/m',
    frame: `data: ${OPENAI_CHUNK}\n\n`,
    contentType: 'text/event-stream',
    environment: (url: string) => ({ OPENAI_API_KEY: 'k', OPENAI_BASE_URL: url }),
  },
  {
    name: 'translated',
    model: 'ollama/m',
    frame: `${JSON.stringify({ model: 'm', message: { role: 'assistant', content: PIECE }, done: false })}\n`,
    contentType: 'application/x-ndjson',
    environment: (url: string) => ({ OLLAMA_BASE_URL: url }),
  },
];

/** What the kernel may hold on the two connections, with room to spare. */
const KERNEL_BUFFERS = 32 * 1_048_576;

/** How much was written when no more could be. */
async function standstill(upstream: EndlessUpstream): Promise<number> {
  for (;;) {
    const { written } = upstream;
    await sleep(150);
    if (upstream.written === written || written > KERNEL_BUFFERS) return upstream.written;
  }
}

describe.each(WIRES)('a client that does not read, $name', (wire) => {
  let upstream: EndlessUpstream | undefined;
  let gateway: TestGateway | undefined;

  afterEach(async () => {
    upstream?.close();
    await gateway?.close();
  });

  it('slows the upstream down, and frees it when it leaves', async () => {
    upstream = new EndlessUpstream(wire.frame, wire.contentType);
    gateway = await startGateway(wire.environment(await upstream.listen()));
    const asked = request(`${gateway.url}/v1/chat/completions`, { method: 'POST' });
    const messages = [{ role: 'user', content: 'Hi' }];
    asked.end(JSON.stringify({ model: wire.model, messages, stream: true }));
    const [response] = (await once(asked, 'response')) as [IncomingMessage];
    await once(response, 'data');
    response.pause();

    const stoppedAt = await standstill(upstream);
    expect(stoppedAt).toBeLessThan(KERNEL_BUFFERS);

    response.resume();
    await eventually(() => upstream!.written > stoppedAt + KERNEL_BUFFERS, 'it flows again', 5_000);

    response.on('error', () => {});
    asked.on('error', () => {});
    asked.destroy();
    const isClosed = eventually(() => !upstream!.isOpen, 'the upstream is closed', 200);
    await expect(isClosed).resolves.toBeDefined();
  });
});
