import { once } from 'node:events';
import { Agent, request, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';

export interface KeptAnswer {
  readonly status: number;
  /** The server closes the connection after this answer. */
  readonly isLast: boolean;
  readonly body: string;
}

/** A client that has one connection and keeps it for as long as the server does. */
export class KeptConnection {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });

  constructor(readonly url: string) {}

  async chat(model = 'simulator/echo', body: object = {}): Promise<KeptAnswer> {
    const messages = [{ role: 'user', content: 'Hi' }];
    return this.send('POST', '/v1/chat/completions', { model, messages, ...body });
  }

  /** Rejects when the connection breaks before the answer is complete. Never repeats a request. */
  async send(method: string, path: string, body?: object): Promise<KeptAnswer> {
    const sent = request(`${this.url}${path}`, {
      agent: this.#agent,
      method,
      headers: { 'content-type': 'application/json' },
    });
    sent.end(body && JSON.stringify(body));
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    return {
      status: response.statusCode ?? 0,
      isLast: response.headers.connection === 'close',
      body: await text(response),
    };
  }

  close(): void {
    this.#agent.destroy();
  }
}
