import type { FakeReply } from './fake-reply.js';

export interface RecordedRequest {
  readonly method: string;
  /** Path with the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The raw body. */
  readonly text: string;
  /** The body parsed as JSON; undefined when there is none. */
  readonly json: any;
}

/** An answer on the wire. A body is one frame; a stream is several. */
export interface FakeAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly frames: readonly string[];
}

/** How one vendor speaks, as reference/protocols.md records it. */
export interface FakeVendor {
  readonly name: string;
  /** Answers a request with the reply in the vendor's format, streamed or whole as it asks. */
  answer(request: RecordedRequest, reply: FakeReply): FakeAnswer;
  /** The vendor's error response. */
  error(status: number, message: string): FakeAnswer;
  /** The vendor's error inside a stream that has begun. */
  streamError(message: string): string;
  /** A frame of the vendor's framing whose content cannot be parsed. */
  malformedFrame(): string;
}
