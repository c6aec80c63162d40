import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** How a service answers one request. */
export interface FakeToolAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON unless it is text. */
  readonly body?: unknown;
  /** Milliseconds before the answer. */
  readonly delayMs?: number;
  /** So many bytes instead of a body. */
  readonly bytes?: number;
  /** Hangs up instead of answering. */
  readonly hangUp?: boolean;
}

export interface ToolServiceRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
}

/** A service behind tools, on loopback: it keeps what it was asked, and answers as it is told. */
export class FakeToolService {
  readonly requests: ToolServiceRequest[] = [];
  /** Requests whose caller left before the answer. */
  abandoned = 0;
  /** How it answers `GET /health`, which is none of its `requests`. */
  health: 'well' | 'ill' | 'hung' | 'elsewhere' = 'well';
  /** `GET /health` so far. */
  healthChecks = 0;
  /** The callers' ports of those: one for each connection. */
  readonly healthCheckPorts = new Set<number | undefined>();
  #answer: (request: ToolServiceRequest) => FakeToolAnswer = () => ({ body: {} });

  private constructor(private readonly server: Server) {}

  static async start(): Promise<FakeToolService> {
    const server = createServer();
    const service = new FakeToolService(server);
    server.on('request', (request, response) => void service.#serve(request, response));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return service;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** From now on; a list is used up one by one, its last answer for ever. */
  answerWith(...answers: readonly FakeToolAnswer[]): this {
    const left = [...answers];
    this.#answer = () => (left.length > 1 ? left.shift() : left[0]) ?? { body: {} };
    return this;
  }

  answerBy(answer: (request: ToolServiceRequest) => FakeToolAnswer): this {
    this.#answer = answer;
    return this;
  }

  /** Forgets what it was asked and told. */
  reset(): void {
    this.requests.splice(0);
    this.abandoned = 0;
    this.health = 'well';
    this.answerWith();
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '', headers } = request;
    if (method === 'GET' && url === '/health') return this.#tellHealth(response);
    const sent = await text(request);
    const kept = { method, url, headers, body: parse(sent) };
    this.requests.push(kept);
    const { status = 200, headers: own, body, delayMs = 0, bytes, hangUp } = this.#answer(kept);
    response.on('close', () => {
      if (!response.writableFinished) this.abandoned += 1;
    });
    if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs).unref());
    if (hangUp) return void request.socket.destroy();
    response.writeHead(status, { 'content-type': 'application/json', ...own });
    if (bytes !== undefined) return sendBytes(response, bytes);
    response.end(typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body));
  }

  #tellHealth(response: ServerResponse): void {
    this.healthChecks += 1;
    this.healthCheckPorts.add(response.socket?.remotePort);
    if (this.health === 'hung') return;
    const status = { well: 200, ill: 503, elsewhere: 302 }[this.health];
    response.writeHead(status, { location: `${this.url}/login` }).end('{}');
  }
}

function sendBytes(response: ServerResponse, bytes: number): void {
  const piece = Buffer.alloc(65_536, 'x');
  let left = bytes;
  const more = (): void => {
    while (left > 0 && !response.destroyed) {
      left -= piece.length;
      if (!response.write(piece)) return void response.once('drain', more);
    }
    response.end();
  };
  more();
}

function parse(body: string): unknown {
  try {
    return body === '' ? undefined : JSON.parse(body);
  } catch {
    return body;
  }
}
