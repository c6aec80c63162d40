import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { answerMalformedHttp } from './answer-malformed-http.js';

describe('answerMalformedHttp', () => {
  let server: Server;

  beforeAll(async () => {
    server = createServer((_, response) => response.end('fine')).listen(0, '127.0.0.1');
    server.on('clientError', answerMalformedHttp);
    await once(server, 'listening');
  });

  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  async function send(bytes: string): Promise<string> {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    socket.write(bytes);
    return text(socket);
  }

  it.each([
    ['no HTTP at all', 'hello\r\n\r\n'],
    ['a bad header', 'GET / HTTP/1.1\r\nhost: a\r\nbad header\r\n\r\n'],
    [
      'two contradicting lengths',
      'POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nx',
    ],
    ['headers without end', `GET / HTTP/1.1\r\nhost: a\r\nx: ${'y'.repeat(100_000)}`],
  ])('answers %s with the envelope and closes', async (_what, bytes) => {
    const answer = await send(bytes);
    const [head, body] = answer.split('\r\n\r\n') as [string, string];
    expect(head).toMatch(/^HTTP\/1\.1 400 Bad Request\r\nconnection: close\r\n/);
    expect(head).toContain(`content-length: ${Buffer.byteLength(body)}`);
    expect(JSON.parse(body).error).toMatchObject({
      code: 'invalid_request',
      message: expect.stringMatching(/^The HTTP request cannot be read: \w+\.$/),
    });
  });

  it('keeps serving others', async () => {
    await send('nonsense\r\n\r\n');
    expect(await send('GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n')).toContain('fine');
  });
});
