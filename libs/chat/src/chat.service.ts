import { Injectable } from '@nestjs/common';
import type { ChatAnswer, ChatCall, ChatResponse, RequestContext } from 'llm-gateway/contracts';
import type { EventChunks, JsonBody } from 'llm-gateway/http';
import { ProviderDirectory, ProviderGateway } from 'llm-gateway/provider';
import type { WireMessage } from 'llm-gateway/sessions';
import type { HeldChat } from './held-chat.js';
import { modelMissing } from './model-missing.js';
import type { ChatCompletionRequest } from './openai/chat-completion-request.schema.js';
import { encodeChatResponse } from './openai/encode-chat-response.js';
import { encodeChatStream } from './openai/encode-chat-stream.js';
import { recordResponse } from './record-response.js';
import { SessionChats, type SessionReference } from './sessions/session-chats.js';
import { toChatCall } from './to-chat-call.js';
import { ChatTools } from './tools/chat-tools.js';

/** Takes a chat request to its provider and the answer back into OpenAI's format. */
@Injectable()
export class ChatService {
  constructor(
    private readonly directory: ProviderDirectory,
    private readonly gateway: ProviderGateway,
    private readonly sessions: SessionChats,
    private readonly tools: ChatTools,
  ) {}

  /** The whole answer as JSON text or bytes; a session has it when the text is there. */
  complete(
    body: JsonBody<ChatCompletionRequest>,
    context: RequestContext,
    session?: SessionReference,
  ): Promise<string | Uint8Array> {
    if (!session) return this.completeHeld(body, context);
    const held = this.sessions.open(session, body.value, context);
    return held.then((chat) => this.completeHeld(body, context, chat));
  }

  /** The same for a chat that is held already. */
  async completeHeld(
    body: JsonBody<ChatCompletionRequest>,
    context: RequestContext,
    held?: HeldChat,
  ): Promise<string | Uint8Array> {
    const call = this.route(body, context, held);
    const loop = this.tools.loop(call, body.value, context, held?.session);
    const answer = await (loop ? loop.chat() : this.gateway.chat(call));
    switch (answer.type) {
      case 'forwarded-response':
        return answer.body;
      case 'response':
        recordResponse(answer.response, call.scope.record);
        return this.toJson(answer.response, call, held, loop?.transcript);
      default:
        throw new TypeError(`A call without streaming was answered by a ${answer.type}.`);
    }
  }

  /** Resolves when the stream has started; its chunks are whole server-sent events. */
  stream(
    body: JsonBody<ChatCompletionRequest>,
    context: RequestContext,
    session?: SessionReference,
  ): Promise<EventChunks> {
    if (!session) return this.streamHeld(body, context);
    const held = this.sessions.open(session, body.value, context);
    return held.then((chat) => this.streamHeld(body, context, chat));
  }

  /** The same for a chat that is held already. */
  async streamHeld(
    body: JsonBody<ChatCompletionRequest>,
    context: RequestContext,
    held?: HeldChat,
  ): Promise<EventChunks> {
    const call = this.route(body, context, held);
    const loop = this.tools.loop(call, body.value, context, held?.session);
    const answer = await (loop ? loop.chat() : this.gateway.chat(call));
    return this.toEvents(answer, call, held, loop && (() => loop.transcript));
  }

  protected async toJson(
    response: ChatResponse,
    call: ChatCall,
    held?: HeldChat,
    transcript?: readonly WireMessage[],
  ): Promise<string> {
    const encoded = encodeChatResponse(response, call.model.requested);
    await held?.keep(response, encoded, transcript);
    return JSON.stringify(encoded);
  }

  protected route(
    body: JsonBody<ChatCompletionRequest>,
    { scope }: RequestContext,
    held?: HeldChat,
  ): ChatCall {
    const { model } = held ?? body.value;
    if (model === undefined) throw modelMissing();
    const routed = this.directory.resolve(model);
    const call = held ? held.toCall(routed, scope) : toChatCall(body, routed, scope);
    return this.tools.fill(call, body.value);
  }

  protected toEvents(
    answer: ChatAnswer,
    call: ChatCall,
    held?: HeldChat,
    transcript?: () => readonly WireMessage[],
  ): EventChunks {
    switch (answer.type) {
      case 'forwarded-stream':
        return answer.chunks;
      case 'stream':
        return encodeChatStream(held ? held.keepStream(answer.parts, transcript) : answer.parts, {
          model: call.model.requested,
          includeUsage: call.includeUsage,
          record: call.scope.record,
        });
      default:
        throw new TypeError(`A streamed call was answered by a ${answer.type}.`);
    }
  }
}
