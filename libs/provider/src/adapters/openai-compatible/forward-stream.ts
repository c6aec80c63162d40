import type { ForwardedStream } from 'llm-gateway/contracts';
import type { Readable } from 'node:stream';
import { mapConnectionFailure } from '../../upstream/map-connection-failure.js';
import { interrupted } from '../../upstream/start-stream.js';
import { closeSoon } from './close-soon.js';
import { EventTap, type TapContext } from './event-tap.js';

/**
 * Passes a stream on as it comes. Resolves when its first event is there and good; rejects with the
 * mapped error when the upstream sent one instead. Later failures are thrown by the iteration.
 */
export async function forwardStream(body: Readable, context: TapContext): Promise<ForwardedStream> {
  const source = new ForwardedEvents(body, context);
  const first = await source.start();
  return { type: 'forwarded-stream', chunks: source.beginningWith(first) };
}

/** No generator: one that nobody has begun to read does not run its clean-up. */
class ForwardedEvents {
  readonly #tap: EventTap;
  readonly #chunks: AsyncIterator<Buffer>;
  #ended = false;

  constructor(
    private readonly body: Readable,
    private readonly context: TapContext,
  ) {
    this.#tap = new EventTap(context);
    this.#chunks = body[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
    // Closing a body that is not at its end is an error to undici, and nobody may be listening then.
    body.on('error', () => {});
  }

  /** The bytes up to the first good event, comments before it included. */
  async start(): Promise<Buffer> {
    const held: Buffer[] = [];
    while (!this.#tap.started) {
      const bytes = await this.#next();
      if (bytes === undefined) throw interrupted(this.context.provider);
      held.push(bytes);
    }
    return held.length === 1 && held[0] ? held[0] : Buffer.concat(held);
  }

  beginningWith(first: Buffer): AsyncIterable<Uint8Array> {
    let waiting: Buffer | undefined = first;
    const next = async (): Promise<IteratorResult<Uint8Array>> => {
      const value = waiting ?? (await this.#next());
      waiting = undefined;
      return value === undefined ? { done: true, value } : { done: false, value };
    };
    const leave = async (): Promise<IteratorResult<Uint8Array>> => {
      this.#close();
      return { done: true, value: undefined };
    };
    return { [Symbol.asyncIterator]: () => ({ next, return: leave }) };
  }

  /** The next bytes to send; undefined after the last. Throws what ended the stream too early. */
  async #next(): Promise<Buffer | undefined> {
    for (;;) {
      if (this.#tap.failure) {
        this.#close();
        throw this.#tap.failure;
      }
      if (this.#ended) return undefined;
      const bytes = await this.#pull();
      if (bytes) return bytes;
    }
  }

  async #pull(): Promise<Buffer | undefined> {
    const stopWaiting = this.#tap.done ? closeSoon(this.body) : undefined;
    try {
      const step = await this.#chunks.next();
      if (!step.done) return this.#tap.push(step.value);
    } catch (error) {
      const { provider, scope } = this.context;
      if (!this.#tap.done) throw mapConnectionFailure(error, provider, scope.signal);
    } finally {
      stopWaiting?.();
    }
    this.#ended = true;
    return this.#tap.end();
  }

  #close(): void {
    this.#ended = true;
    this.body.destroy();
  }
}
