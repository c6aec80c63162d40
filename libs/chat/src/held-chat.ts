import type { CallScope, ChatCall, ChatResponse, StreamPart } from 'llm-gateway/contracts';
import type { RoutedModel } from 'llm-gateway/provider';
import type { Session, WireMessage } from 'llm-gateway/sessions';
import type { EncodedChatResponse } from './openai/encode-chat-response.js';

/** A chat whose answer is kept before it goes out. It is always translated, to be understood. */
export interface HeldChat {
  /** The model that the request names, or else the session. */
  readonly model: string | undefined;

  toCall(routed: RoutedModel, scope: CallScope): ChatCall;

  /** The session that the chat continues. */
  readonly session?: Session;

  /**
   * Resolves when the answer is kept; rejects when it cannot be, and must not go out then.
   *
   * @param transcript what a session stores instead of the answer, when there was more to it
   */
  keep(
    response: ChatResponse,
    encoded: EncodedChatResponse,
    transcript?: readonly WireMessage[],
  ): Promise<void>;

  /** The same for a stream: the answer is kept before its last part goes out. */
  keepStream(
    parts: AsyncIterable<StreamPart>,
    transcript?: () => readonly WireMessage[],
  ): AsyncIterable<StreamPart>;
}
