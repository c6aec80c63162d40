import { describe, expect, it } from '@jest/globals';
import { connect } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import { expectEnvelope, type Envelope } from './support/envelope.js';
import { useGateway } from './support/gateway-under-test.js';
import { subjectNamed } from './support/subjects.js';

const gateway = useGateway({ subjects: [subjectNamed('openai')] });

/** All that comes back for these bytes until the connection is closed. */
async function exchange(bytes: string | Buffer): Promise<string> {
  const { hostname, port } = new URL(gateway.url);
  const socket = connect(Number(port), hostname);
  socket.write(bytes);
  socket.setTimeout(2_000, () => socket.destroy(new Error('The connection was not closed.')));
  return readText(socket);
}

function bodyOf(answer: string): Envelope {
  return JSON.parse(answer.slice(answer.indexOf('\r\n\r\n'))) as Envelope;
}

const HOST = 'host: gateway\r\n';

describe('bytes that are not HTTP', () => {
  it.each([
    ['words', 'hello\r\n\r\n'],
    ['binary', Buffer.from([0x16, 0x03, 0x01, 0x00, 0xa5, 0x01, 0x00, 0x00])],
    ['an unknown method', `BREW / HTTP/1.1\r\n${HOST}\r\n`],
    ['an unknown version', `GET / HTTP/9.9\r\n${HOST}\r\n`],
    ['a header with a blank in its name', `GET / HTTP/1.1\r\n${HOST}a b: c\r\n\r\n`],
    ['a header with a NUL', `GET / HTTP/1.1\r\n${HOST}x: a\0b\r\n\r\n`],
    ['two lengths', `POST / HTTP/1.1\r\n${HOST}content-length: 1\r\ncontent-length: 2\r\n\r\nxx`],
    ['a negative length', `POST / HTTP/1.1\r\n${HOST}content-length: -1\r\n\r\n`],
    [
      'a length beside chunks',
      `POST / HTTP/1.1\r\n${HOST}content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`,
    ],
    ['headers beyond 16 kB', `GET / HTTP/1.1\r\n${HOST}x: ${'x'.repeat(20_000)}\r\n\r\n`],
  ])('%s get a 4xx envelope', async (_name, bytes) => {
    const answer = await exchange(bytes);
    expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(answer).toMatch(/connection: close/i);
    expectEnvelope(bodyOf(answer));
  });

  it.each([
    ['no host', 'GET /health HTTP/1.1\r\nconnection: close\r\n\r\n'],
    [
      'a chunk of a wrong size',
      `POST /v1/chat/completions HTTP/1.1\r\n${HOST}transfer-encoding: chunked\r\n\r\nZZ\r\n`,
    ],
    ['an absolute address', `GET http://\x7f/ HTTP/1.1\r\n${HOST}connection: close\r\n\r\n`],
  ])('%s is no server error', async (_name, bytes) => {
    const answer = await exchange(bytes).catch(() => '');
    expect(answer).not.toMatch(/^HTTP\/1\.1 5/);
  });

  it('leave the gateway as it was', async () => {
    const connections = Array.from({ length: 50 }, () => exchange('nonsense\r\n\r\n'));
    await Promise.all(connections);
    const response = await fetch(`${gateway.url}/health`);
    expect(response.status).toBe(200);
  });

  it('do not reach the next request on a kept connection', async () => {
    const body = '{"not":"read"';
    const answer = await exchange(
      `POST /v1/chat/completions HTTP/1.1\r\n${HOST}content-length: ${body.length}\r\n\r\n${body}` +
        `GET /health HTTP/1.1\r\n${HOST}connection: close\r\n\r\n`,
    );
    const [first, second] = answer.split(/(?=HTTP\/1\.1 )/);
    expect(first).toMatch(/^HTTP\/1\.1 400 /);
    expect(second).toMatch(/^HTTP\/1\.1 200 /);
    expect(second).toContain('"healthy"');
  });
});
