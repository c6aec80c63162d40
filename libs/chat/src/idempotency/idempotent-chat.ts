import type { CallScope, ChatCall, ChatResponse, StreamPart } from 'llm-gateway/contracts';
import type { RoutedModel } from 'llm-gateway/provider';
import type { IdempotencyClaim, Session, WireMessage } from 'llm-gateway/sessions';
import type { HeldChat } from '../held-chat.js';
import { keepBeforeEnd } from '../keep-before-end.js';
import type { ChatCompletionRequest } from '../openai/chat-completion-request.schema.js';
import { chatCompletionId, nowInSeconds } from '../openai/chat-completion-id.js';
import type { EncodedChatResponse } from '../openai/encode-chat-response.js';
import { firstChoice, messagesOf, type SessionChat } from '../sessions/session-chat.js';
import { toHeldCall } from '../to-chat-call.js';
import { settleClaim } from './settle-claim.js';
import { writeStoredAnswer } from './stored-answer.js';

/** The session of a chat under a key. */
export interface ClaimedSession {
  readonly chat: SessionChat;
  readonly forgetReceipt: () => void;
}

/** A chat whose answer is kept under an idempotency key, and in its session when it has one. */
export class IdempotentChat implements HeldChat {
  readonly model: string | undefined;

  constructor(
    private readonly claim: IdempotencyClaim,
    private readonly scope: CallScope,
    private readonly body: ChatCompletionRequest,
    private readonly claimed?: ClaimedSession,
  ) {
    this.model = claimed ? claimed.chat.model : body.model;
  }

  toCall(routed: RoutedModel, scope: CallScope): ChatCall {
    if (this.claimed) return this.claimed.chat.toCall(routed, scope);
    return toHeldCall({ body: this.body }, routed, scope);
  }

  get session(): Session | undefined {
    return this.claimed?.chat.session;
  }

  async keep(
    response: ChatResponse,
    encoded: EncodedChatResponse,
    transcript?: readonly WireMessage[],
  ): Promise<void> {
    const { id, created, model, choices } = encoded;
    await this.#keep({ ...response, id, created, model }, transcript ?? messagesOf(choices[0]));
  }

  keepStream(
    parts: AsyncIterable<StreamPart>,
    transcript?: () => readonly WireMessage[],
  ): AsyncIterable<StreamPart> {
    return keepBeforeEnd(nameStart(parts, this.model ?? ''), (response) =>
      this.#keep(response, transcript?.() ?? messagesOf(firstChoice(response))),
    );
  }

  /** In the session first: what was appended there must not be appended again. */
  async #keep(response: ChatResponse, messages: readonly WireMessage[]): Promise<void> {
    const { key, fingerprint } = this.claim;
    const answer = writeStoredAnswer(response, this.scope);
    await this.claimed?.chat.commit(messages, { key, fingerprint, answer });
    const forgetReceipt = messages.length > 0 ? this.claimed?.forgetReceipt : undefined;
    await settleClaim(this.claim, answer, forgetReceipt);
  }
}

/** What the encoder would make up is made up here, so that a replay says the same. */
async function* nameStart(
  parts: AsyncIterable<StreamPart>,
  requested: string,
): AsyncGenerator<StreamPart> {
  for await (const part of parts) {
    if (part.type !== 'response-start') yield part;
    else {
      const { id, created = nowInSeconds(), model = requested } = part;
      yield { ...part, id: chatCompletionId(id), created, model };
    }
  }
}
