import { Injectable, Optional } from '@nestjs/common';
import { sessionStoreNotConfigured, type RequestContext } from 'llm-gateway/contracts';
import { SessionTurn, SessionTurns, type AnsweredTurn } from 'llm-gateway/sessions';
import type { ChatCompletionRequest } from '../openai/chat-completion-request.schema.js';
import { SessionChat } from './session-chat.js';

export interface SessionReference {
  readonly id: string;
  readonly owner: string;
}

/** Opens sessions for chats; refuses them where the application has no `SessionsModule`. */
@Injectable()
export class SessionChats {
  constructor(@Optional() private readonly turns?: SessionTurns) {}

  /** Waits for the session's other chats. The hold ends with the turn or with the call. */
  open(
    session: SessionReference,
    body: ChatCompletionRequest,
    context: RequestContext,
  ): Promise<SessionChat>;
  /** The same, unless the session has a receipt with this key. */
  open(
    session: SessionReference,
    body: ChatCompletionRequest,
    context: RequestContext,
    receiptKey?: string,
  ): Promise<SessionChat | AnsweredTurn>;
  async open(
    { id, owner }: SessionReference,
    body: ChatCompletionRequest,
    { scope }: RequestContext,
    receiptKey?: string,
  ): Promise<SessionChat | AnsweredTurn> {
    if (!this.turns) throw sessionStoreNotConfigured(' and send the whole history');
    const turn = await this.turns.begin(id, owner, scope, receiptKey);
    if (!(turn instanceof SessionTurn)) return turn;
    return new SessionChat(turn, body);
  }

  /** In the background, once the answer is kept elsewhere. */
  forgetReceipt({ id }: SessionReference, key: string): void {
    this.turns?.forgetReceipt(id, key);
  }
}
