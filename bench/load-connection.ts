import { connect, type Socket } from 'node:net';

const HEAD_END = Buffer.from('\r\n\r\n');
const STREAM_END = Buffer.from('0\r\n\r\n');

export interface Answer {
  /** Milliseconds until the first byte of the body. */
  readonly firstMs: number;
  readonly totalMs: number;
  readonly bytes: number;
}

/** One keep-alive connection that sends a fixed request and sees where each answer ends. */
export class LoadConnection {
  readonly #socket: Socket;
  readonly #request: Buffer;
  #resolve: ((answer: Answer) => void) | undefined;
  #reject: ((error: Error) => void) | undefined;
  #startedAt = 0;
  #firstMs = 0;
  #received = 0;
  #bodyLength: number | undefined;
  #head: Buffer = Buffer.alloc(0);
  #tail: Buffer = Buffer.alloc(0);
  #inBody = false;

  constructor(port: number, body: string) {
    this.#request = Buffer.from(
      `POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer bench\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
    this.#socket = connect({ port, host: '127.0.0.1', noDelay: true });
    this.#socket.on('data', (data: Buffer) => this.#read(data));
    this.#socket.on('error', (error) => this.#reject?.(error));
    this.#socket.on('close', () => this.#reject?.(new Error('The server closed the connection.')));
  }

  send(): Promise<Answer> {
    this.#startedAt = performance.now();
    this.#head = Buffer.alloc(0);
    this.#tail = Buffer.alloc(0);
    this.#inBody = false;
    this.#received = 0;
    this.#firstMs = 0;
    return new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
      this.#socket.write(this.#request);
    });
  }

  close(): void {
    this.#reject = undefined;
    this.#socket.destroy();
  }

  #read(data: Buffer): void {
    let body = data;
    if (!this.#inBody) {
      this.#head = this.#head.length === 0 ? data : Buffer.concat([this.#head, data]);
      const end = this.#head.indexOf(HEAD_END);
      if (end < 0) return;
      this.#openBody(this.#head.subarray(0, end).toString('latin1'));
      body = this.#head.subarray(end + HEAD_END.length);
    }
    if (body.length > 0 && this.#received === 0)
      this.#firstMs = performance.now() - this.#startedAt;
    this.#received += body.length;
    if (this.#isOver(body)) this.#finish();
  }

  #openBody(head: string): void {
    if (!head.startsWith('HTTP/1.1 200')) this.#reject?.(new Error(head.split('\r\n')[0]));
    const length = /content-length: (\d+)/i.exec(head)?.[1];
    this.#bodyLength = length === undefined ? undefined : Number(length);
    this.#inBody = true;
  }

  #isOver(body: Buffer): boolean {
    if (this.#bodyLength !== undefined) return this.#received >= this.#bodyLength;
    this.#tail = Buffer.concat([this.#tail, body]).subarray(-STREAM_END.length);
    return this.#tail.equals(STREAM_END);
  }

  #finish(): void {
    const totalMs = performance.now() - this.#startedAt;
    this.#resolve?.({ firstMs: this.#firstMs, totalMs, bytes: this.#received });
  }
}
