import type { CallScope, ChatCall, ChatResponse, StreamPart } from 'llm-gateway/contracts';
import type { RoutedModel } from 'llm-gateway/provider';
import {
  turnMessages,
  type Receipt,
  type Session,
  type SessionTurn,
  type WireMessage,
} from 'llm-gateway/sessions';
import type { HeldChat } from '../held-chat.js';
import { keepBeforeEnd } from '../keep-before-end.js';
import type { ChatCompletionRequest } from '../openai/chat-completion-request.schema.js';
import {
  encodeChoice,
  type EncodedChatResponse,
  type EncodedChoice,
} from '../openai/encode-chat-response.js';
import { toHeldCall } from '../to-chat-call.js';
import { toSessionRequest } from './to-session-request.js';

/** A chat that continues a session: the history before its messages, its answer after them. */
export class SessionChat implements HeldChat {
  readonly model: string | undefined;
  readonly #added: readonly WireMessage[];

  /** Throws `invalid_request` when the messages do not fit what the session waits for. */
  constructor(
    private readonly turn: SessionTurn,
    private readonly body: ChatCompletionRequest,
  ) {
    const sent = body.messages as unknown as readonly WireMessage[];
    this.model = body.model ?? turn.session.defaults.model;
    this.#added = turnMessages(turn.history, sent);
  }

  /** Throws `context_length_exceeded` when the session wants nothing left out and the model cannot read all. */
  toCall(routed: RoutedModel, scope: CallScope): ChatCall {
    const { session, history } = this.turn;
    const request = toSessionRequest(
      { session, history, added: this.#added, body: this.body },
      routed.model.facts,
    );
    scope.historyMessages = history.length - request.dropped;
    scope.historyDropped = request.dropped;
    return toHeldCall(request, routed, scope);
  }

  get session(): Session {
    return this.turn.session;
  }

  async keep(
    _response: ChatResponse,
    { choices: [first] }: EncodedChatResponse,
    transcript?: readonly WireMessage[],
  ): Promise<void> {
    await this.commit(transcript ?? messagesOf(first));
  }

  /** Stores the turn with what the assistant made of it; when it resolves, every replica reads it. */
  async commit(answer: readonly WireMessage[], receipt?: Receipt): Promise<void> {
    if (answer.length > 0) await this.turn.commit([...this.#added, ...answer], receipt);
  }

  keepStream(
    parts: AsyncIterable<StreamPart>,
    transcript?: () => readonly WireMessage[],
  ): AsyncIterable<StreamPart> {
    return keepBeforeEnd(parts, (response) =>
      this.commit(transcript?.() ?? messagesOf(firstChoice(response))),
    );
  }
}

/** The first of several answers is what a session keeps. */
export function messagesOf(first: EncodedChoice | undefined): readonly WireMessage[] {
  return first ? [first.message] : [];
}

export function firstChoice({ choices: [first] }: ChatResponse): EncodedChoice | undefined {
  return first && encodeChoice(first);
}
