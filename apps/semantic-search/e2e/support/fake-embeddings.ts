import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** Words of one meaning share a dimension. */
const MEANINGS = [
  ['car', 'automobile', 'vehicle'],
  ['doctor', 'physician', 'medic'],
  ['sea', 'ocean', 'tide'],
];

type Fault = 'none' | 'status' | 'reset' | 'garbage' | 'short';

/** A gateway's `/v1/embeddings`, whose vectors know a few synonyms. */
export class FakeEmbeddings {
  readonly requests: { readonly model: string; readonly input: readonly string[] }[] = [];
  fault: Fault = 'none';

  private constructor(private readonly server: Server) {}

  static async start(): Promise<FakeEmbeddings> {
    const server = createServer();
    const fake = new FakeEmbeddings(server);
    server.on('request', (request, response) => {
      void json(request).then((body) => fake.#answer(body as never, response));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return fake;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  #answer(body: { model: string; input: string[] }, response: ServerResponse): void {
    this.requests.push(body);
    if (this.fault === 'reset') return void response.destroy();
    if (this.fault === 'status') return void response.writeHead(503).end('{}');
    if (this.fault === 'garbage') return void response.end('{"data": [{"embedding": "?"}]}');
    const data = body.input.map((text, index) => ({ index, embedding: toVector(text) }));
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ data: this.fault === 'short' ? data.slice(1) : data }));
  }
}

function toVector(text: string): number[] {
  const words = text.toLowerCase().match(/\w+/g) ?? [];
  return [...MEANINGS.map((same) => words.filter((word) => same.includes(word)).length * 5), 1];
}
