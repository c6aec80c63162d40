// The floor: what node:http and undici alone cost to forward the same request. Nothing is read,
// checked, logged or counted.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Agent } from 'undici';

const origin = process.argv[2] as string;
const agent = new Agent();

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => void forward(Buffer.concat(chunks)));

  async function forward(body: Buffer): Promise<void> {
    const upstream = await agent.request({
      origin,
      path: '/v1/chat/completions',
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer bench' },
      body,
    });
    const { 'content-type': type, 'content-length': length } = upstream.headers;
    response.writeHead(upstream.statusCode, {
      'content-type': type as string,
      ...(length !== undefined && { 'content-length': length as string }),
    });
    upstream.body.pipe(response);
  }
});

server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`http://localhost:${(server.address() as AddressInfo).port} ready\n`);
});
