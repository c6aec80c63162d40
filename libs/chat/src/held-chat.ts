import type { CallScope, ChatCall, ChatResponse, StreamPart } from 'llm-gateway/contracts';
import type { RoutedModel } from 'llm-gateway/provider';
import type { EncodedChatResponse } from './openai/encode-chat-response.js';

/** A chat whose answer is kept before it goes out. It is always translated, to be understood. */
export interface HeldChat {
  /** The model that the request names, or else the session. */
  readonly model: string | undefined;

  toCall(routed: RoutedModel, scope: CallScope): ChatCall;

  /** Resolves when the answer is kept; rejects when it cannot be, and must not go out then. */
  keep(response: ChatResponse, encoded: EncodedChatResponse): Promise<void>;

  /** The same for a stream: the answer is kept before its last part goes out. */
  keepStream(parts: AsyncIterable<StreamPart>): AsyncIterable<StreamPart>;
}
