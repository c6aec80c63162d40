import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import { DEFAULT_REPLY, type FakeReply } from './fake-reply.js';
import type { FakeAnswer, FakeVendor, RecordedRequest } from './fake-vendor.js';
import type { Fault } from './fault.js';

/**
 * A vendor's HTTP server on loopback that speaks its true wire format and misbehaves on demand.
 * Replies and faults are queued: each request takes the next of either, and the default when the
 * queue is empty.
 */
export class FakeUpstream {
  readonly requests: RecordedRequest[] = [];
  readonly #replies: FakeReply[] = [];
  readonly #faults: Fault[] = [];
  readonly #sockets = new Set<Socket>();
  /** Pause between the frames of a stream, in milliseconds. */
  frameDelayMs = 0;
  /** What is said when no reply is queued. */
  defaultReply: FakeReply = DEFAULT_REPLY;
  /** Responses whose connection was closed by the gateway before they were complete. */
  abandoned = 0;

  private constructor(
    private readonly server: Server,
    private readonly vendor: FakeVendor,
  ) {}

  static async start(vendor: FakeVendor): Promise<FakeUpstream> {
    const server = createServer();
    const upstream = new FakeUpstream(server, vendor);
    server.on('connection', (socket) => {
      upstream.#sockets.add(socket);
      socket.on('close', () => upstream.#sockets.delete(socket));
    });
    server.on('request', (request, response) => {
      // A fault of the fake itself must not look like a silent vendor.
      upstream
        .#handle(request, response)
        .catch((error: unknown) => response.destroy(error as Error));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return upstream;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get openSockets(): number {
    return this.#sockets.size;
  }

  get lastRequest(): RecordedRequest {
    const last = this.requests.at(-1);
    if (!last) throw new Error(`The fake ${this.vendor.name} has not been called.`);
    return last;
  }

  replyWith(...replies: FakeReply[]): this {
    this.#replies.push(...replies);
    return this;
  }

  failWith(...faults: Fault[]): this {
    this.#faults.push(...faults);
    return this;
  }

  /** Forgets requests, queued replies and faults. */
  reset(): void {
    this.requests.length = 0;
    this.#replies.length = 0;
    this.#faults.length = 0;
    this.frameDelayMs = 0;
    this.abandoned = 0;
    this.defaultReply = DEFAULT_REPLY;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.on('error', () => {});
    response.on('close', () => {
      if (!response.writableFinished) this.abandoned += 1;
    });
    const text = await readText(request).catch(() => '');
    const recorded = record(request, text);
    this.requests.push(recorded);
    const fault = recorded.method === 'POST' ? this.#faults.shift() : undefined;
    const reply = this.#replies[0] ?? this.defaultReply;
    switch (fault?.type) {
      case 'reset':
        return void request.socket.destroy();
      case 'silent':
        return;
      case 'delay':
        await sleep(fault.ms);
        break;
      case 'status': {
        const error = this.vendor.error(fault.status, `Fake failure ${fault.status}`);
        const frames = fault.body === undefined ? error.frames : [fault.body];
        const headers = { ...error.headers, ...fault.headers };
        return this.#send({ status: fault.status, headers, frames }, response);
      }
      case 'malformed':
        return this.#send(
          { status: 200, headers: { 'content-type': 'text/html' }, frames: ['<html>oops'] },
          response,
        );
    }
    if (recorded.method === 'POST') this.#replies.shift();
    const answer = this.vendor.answer(recorded, reply);
    await this.#send(answer, response, fault);
  }

  async #send(answer: FakeAnswer, response: ServerResponse, fault?: Fault): Promise<void> {
    response.writeHead(answer.status, answer.headers);
    response.flushHeaders();
    if (fault?.type === 'chop') {
      const bytes = Buffer.from(answer.frames.join(''));
      for (let start = 0; start < bytes.length; start += fault.bytes) {
        response.write(bytes.subarray(start, start + fault.bytes));
        await setImmediate();
      }
      return void response.end();
    }
    for (const [index, frame] of answer.frames.entries()) {
      if (fault && 'frames' in fault && index >= fault.frames) {
        if (this.#misbehave(fault, response)) return;
      }
      response.write(frame);
      if (this.frameDelayMs > 0) await sleep(this.frameDelayMs);
    }
    response.end();
  }

  /** True when nothing more is to be sent. */
  #misbehave(fault: Fault, response: ServerResponse): boolean {
    switch (fault.type) {
      case 'cut-after':
        response.end();
        return true;
      case 'reset-after':
        // Lets the frames so far reach the other side before the connection breaks.
        setTimeout(() => response.destroy(), 20);
        return true;
      case 'silent-after':
        return true;
      case 'error-after':
        response.end(this.vendor.streamError('Fake failure in the stream'));
        return true;
      case 'malformed-after':
        response.end(this.vendor.malformedFrame());
        return true;
      default:
        return false;
    }
  }
}

function record(request: IncomingMessage, text: string): RecordedRequest {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    json = undefined;
  }
  return {
    method: request.method ?? '',
    path: request.url ?? '',
    headers: request.headers as Record<string, string | undefined>,
    text,
    json,
  };
}
