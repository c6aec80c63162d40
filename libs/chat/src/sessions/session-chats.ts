import { Injectable, Optional } from '@nestjs/common';
import { GatewayError, type RequestContext } from 'llm-gateway/contracts';
import { SessionTurns } from 'llm-gateway/sessions';
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
  async open(
    { id, owner }: SessionReference,
    body: ChatCompletionRequest,
    { scope }: RequestContext,
  ): Promise<SessionChat> {
    if (!this.turns)
      throw new GatewayError(
        'session_store_not_configured',
        'session store not configured: this gateway keeps no conversations. Leave session_id out and send the whole history.',
        { param: 'session_id' },
      );
    const turn = await this.turns.begin(id, owner, scope);
    return new SessionChat(turn, body);
  }
}
