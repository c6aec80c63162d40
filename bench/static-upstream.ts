import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { DELTA_EVENT, FIRST_EVENT, LAST_EVENTS, RESPONSE_BODY } from './fixture.js';

const WHOLE_RESPONSE = Buffer.from(
  `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(RESPONSE_BODY)}\r\nx-request-id: req_bench\r\n\r\n${RESPONSE_BODY}`,
);
const STREAM_HEAD = Buffer.from(
  'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream; charset=utf-8\r\ntransfer-encoding: chunked\r\n\r\n',
);
const FIRST = chunkOf(FIRST_EVENT);
const DELTA = chunkOf(DELTA_EVENT);
const LAST = Buffer.concat([chunkOf(LAST_EVENTS), Buffer.from('0\r\n\r\n')]);

export interface StaticUpstream {
  readonly port: number;
  close(): void;
}

/**
 * An upstream that costs as little as possible, since it shares a core with the load generator:
 * it knows just enough of HTTP to see where a request ends.
 *
 * @param deltas events in each stream, one write each
 */
export async function startStaticUpstream(deltas: number): Promise<StaticUpstream> {
  const server = createServer({ noDelay: true }, (socket) => serve(socket, deltas));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port, close: () => server.close() };
}

function serve(socket: Socket, deltas: number): void {
  let pending = '';
  socket.on('error', () => socket.destroy());
  socket.on('data', (data) => {
    pending += data.toString('latin1');
    for (;;) {
      const headEnd = pending.indexOf('\r\n\r\n');
      if (headEnd < 0) return;
      const length = Number(/content-length: (\d+)/i.exec(pending.slice(0, headEnd))?.[1] ?? 0);
      const end = headEnd + 4 + length;
      if (pending.length < end) return;
      const body = pending.slice(headEnd + 4, end);
      pending = pending.slice(end);
      if (body.includes('"stream":true')) stream(socket, deltas);
      else socket.write(WHOLE_RESPONSE);
    }
  });
}

/** One event a turn of the event loop, so that events reach the other side one by one. */
function stream(socket: Socket, deltas: number): void {
  socket.write(STREAM_HEAD);
  socket.write(FIRST);
  let sent = 0;
  const next = (): void => {
    if (socket.destroyed) return;
    if (sent++ >= deltas) {
      socket.write(LAST);
      return;
    }
    if (socket.write(DELTA)) setImmediate(next);
    else socket.once('drain', next);
  };
  setImmediate(next);
}

function chunkOf(text: string): Buffer {
  return Buffer.from(`${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`);
}
