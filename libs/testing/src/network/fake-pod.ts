import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';

const PIECE_MS = 200;
const CHUNK = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model: 'm' };

/**
 * A pod of a service, at an address of its own and one port with the others: any path answers like
 * OpenAI's chat, with the pod's address.
 */
export class FakePod {
  /** Requests; `performance.now()` of the last one. */
  requests = 0;
  lastAt = 0;
  /** That were ever opened. */
  connections = 0;
  openConnections = 0;

  private constructor(
    private readonly server: Server,
    readonly address: string,
  ) {}

  static async start(address: string, port = 0): Promise<FakePod> {
    // Connections end when the client ends them.
    const server = createServer({ keepAliveTimeout: 0 });
    const pod = new FakePod(server, address);
    server.on('connection', (socket) => {
      pod.connections += 1;
      pod.openConnections += 1;
      socket.on('close', () => (pod.openConnections -= 1));
    });
    server.on('request', async (request, response) => {
      pod.requests += 1;
      pod.lastAt = performance.now();
      const body = (await json(request)) as { stream?: boolean; user?: string };
      // `user` is how long to stream, in milliseconds.
      if (body.stream === true) await pod.#stream(response, Number(body.user ?? 0));
      else response.setHeader('content-type', 'application/json').end(pod.#answer());
    });
    server.listen(port, address);
    await once(server, 'listening');
    return pod;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** As a pod that is told to end: it takes no new connection, and finishes what it has. */
  stopListening(): void {
    this.server.close();
  }

  async close(): Promise<void> {
    const closed = this.server.listening ? once(this.server, 'close') : undefined;
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }

  #answer(): string {
    const message = { role: 'assistant', content: this.address };
    return JSON.stringify({
      ...CHUNK,
      object: 'chat.completion',
      choices: [{ index: 0, message, finish_reason: 'stop' }],
      usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
    });
  }

  async #stream(response: ServerResponse, durationMs: number): Promise<void> {
    response.setHeader('content-type', 'text/event-stream');
    const send = (delta: object, finish_reason: string | null = null): void => {
      const choices = [{ index: 0, delta, finish_reason }];
      response.write(`data: ${JSON.stringify({ ...CHUNK, choices })}\n\n`);
    };
    send({ role: 'assistant', content: this.address });
    const end = performance.now() + durationMs;
    while (performance.now() < end) {
      await sleep(PIECE_MS);
      if (response.destroyed) return;
      send({ content: '.' });
    }
    send({}, 'stop');
    response.end('data: [DONE]\n\n');
  }
}
