import type { ChatResponse } from '../chat/chat-response.js';
import type { StreamPart } from '../chat/stream-part.js';

/** A whole answer in canonical form. */
export interface TranslatedResponse {
  readonly type: 'response';
  readonly response: ChatResponse;
}

/** A stream that has started: its first part is good, so only an error event can end it now. */
export interface TranslatedStream {
  readonly type: 'stream';
  readonly parts: AsyncIterable<StreamPart>;
}

/** The upstream's own bytes, already in the client's wire format. */
export interface ForwardedResponse {
  readonly type: 'forwarded-response';
  readonly body: Uint8Array;
}

/** Whole server-sent events of a started stream, in the client's wire format. */
export interface ForwardedStream {
  readonly type: 'forwarded-stream';
  readonly chunks: AsyncIterable<Uint8Array>;
}

export type ChatAnswer =
  TranslatedResponse | TranslatedStream | ForwardedResponse | ForwardedStream;
