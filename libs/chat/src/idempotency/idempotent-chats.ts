import { Injectable, Optional } from '@nestjs/common';
import { streamResponse, type ChatResponse, type RequestContext } from 'llm-gateway/contracts';
import type { EventChunks, JsonBody } from 'llm-gateway/http';
import { IdempotencyClaim, IdempotencyClaims, keyReused } from 'llm-gateway/sessions';
import { ChatService } from '../chat.service.js';
import type { HeldChat } from '../held-chat.js';
import type { ChatCompletionRequest } from '../openai/chat-completion-request.schema.js';
import { encodeChatResponse } from '../openai/encode-chat-response.js';
import { encodeChatStream } from '../openai/encode-chat-stream.js';
import { SessionChat } from '../sessions/session-chat.js';
import { SessionChats, type SessionReference } from '../sessions/session-chats.js';
import { fingerprintOf } from './fingerprint-of.js';
import { IdempotentChat } from './idempotent-chat.js';
import { settleClaim } from './settle-claim.js';
import { readStoredAnswer } from './stored-answer.js';

/** A chat that a client may send more than once and wants done once. */
export interface KeyedChat {
  readonly key: string;
  /** Whose key it is. */
  readonly owner: string;
  readonly session?: SessionReference | undefined;
}

type Body = JsonBody<ChatCompletionRequest>;
type Opened = { readonly held?: HeldChat } | { readonly replayed: ChatResponse };

/**
 * Chats with an `Idempotency-Key`: the first one runs, others with the same key and body get its answer.
 * Where the application has no `SessionsModule` they run as if without a key, and say so.
 */
@Injectable()
export class IdempotentChats {
  constructor(
    private readonly chat: ChatService,
    private readonly sessions: SessionChats,
    @Optional() private readonly claims?: IdempotencyClaims,
  ) {}

  /** As `ChatService.complete`. */
  async complete(
    body: Body,
    context: RequestContext,
    keyed: KeyedChat,
  ): Promise<string | Uint8Array> {
    const opened = await this.#open(body.value, context, keyed);
    if (!('replayed' in opened)) return this.chat.completeHeld(body, context, opened.held);
    return JSON.stringify(encodeChatResponse(opened.replayed, ''));
  }

  /** As `ChatService.stream`. */
  async stream(body: Body, context: RequestContext, keyed: KeyedChat): Promise<EventChunks> {
    const opened = await this.#open(body.value, context, keyed);
    if (!('replayed' in opened)) return this.chat.streamHeld(body, context, opened.held);
    return encodeChatStream(streamResponse(opened.replayed), {
      model: '',
      includeUsage: body.value.stream_options?.include_usage === true,
      // Not the call's own: its tokens were counted the first time.
      record: { attempts: 0, finishReasons: [] },
    });
  }

  async #open(
    body: ChatCompletionRequest,
    context: RequestContext,
    { key, owner, session }: KeyedChat,
  ): Promise<Opened> {
    const { scope } = context;
    if (!this.claims) {
      scope.ignoredParameters.add('idempotency-key');
      return session ? { held: await this.sessions.open(session, body, context) } : {};
    }
    const fingerprint = fingerprintOf(body, session?.id);
    const claim = await this.claims.begin({ owner, key, fingerprint }, scope);
    if (typeof claim === 'string') return { replayed: readStoredAnswer(claim, scope) };
    if (!session) return { held: new IdempotentChat(claim, scope, body) };
    return this.#openSession(session, body, context, claim);
  }

  async #openSession(
    session: SessionReference,
    body: ChatCompletionRequest,
    context: RequestContext,
    claim: IdempotencyClaim,
  ): Promise<Opened> {
    const { scope } = context;
    const forgetReceipt = () => this.sessions.forgetReceipt(session, claim.key);
    const chat = await this.sessions.open(session, body, context, claim.key);
    if (chat instanceof SessionChat)
      return { held: new IdempotentChat(claim, scope, body, { chat, forgetReceipt }) };
    if (chat.fingerprint !== claim.fingerprint) throw keyReused();
    await settleClaim(claim, chat.answer, forgetReceipt);
    return { replayed: readStoredAnswer(chat.answer, scope) };
  }
}
