import { Injectable } from '@nestjs/common';
import type { ChatAnswer, ChatCall, RequestContext } from 'llm-gateway/contracts';
import type { EventChunks, JsonBody } from 'llm-gateway/http';
import { ProviderDirectory, ProviderGateway } from 'llm-gateway/provider';
import type { ChatCompletionRequest } from './openai/chat-completion-request.schema.js';
import { encodeChatResponse } from './openai/encode-chat-response.js';
import { encodeChatStream } from './openai/encode-chat-stream.js';
import { recordResponse } from './record-response.js';
import { refuseSession } from './refuse-session.js';
import { toChatCall } from './to-chat-call.js';

/** Takes a chat request to its provider and the answer back into OpenAI's format. */
@Injectable()
export class ChatService {
  constructor(
    private readonly directory: ProviderDirectory,
    private readonly gateway: ProviderGateway,
  ) {}

  /** The whole answer as JSON text or bytes. */
  async complete(
    body: JsonBody<ChatCompletionRequest>,
    context: RequestContext,
  ): Promise<string | Uint8Array> {
    const call = this.route(body, context);
    const answer = await this.gateway.chat(call);
    switch (answer.type) {
      case 'forwarded-response':
        return answer.body;
      case 'response':
        recordResponse(answer.response, call.scope.record);
        return JSON.stringify(encodeChatResponse(answer.response, call.model.requested));
      default:
        throw new TypeError(`A call without streaming was answered by a ${answer.type}.`);
    }
  }

  /** Resolves when the stream has started; its chunks are whole server-sent events. */
  async stream(
    body: JsonBody<ChatCompletionRequest>,
    context: RequestContext,
  ): Promise<EventChunks> {
    const call = this.route(body, context);
    return this.toEvents(await this.gateway.chat(call), call);
  }

  protected route(body: JsonBody<ChatCompletionRequest>, context: RequestContext): ChatCall {
    refuseSession(body.value);
    return toChatCall(body, this.directory.resolve(body.value.model), context.scope);
  }

  protected toEvents(answer: ChatAnswer, call: ChatCall): EventChunks {
    switch (answer.type) {
      case 'forwarded-stream':
        return answer.chunks;
      case 'stream':
        return encodeChatStream(answer.parts, {
          model: call.model.requested,
          includeUsage: call.includeUsage,
          record: call.scope.record,
        });
      default:
        throw new TypeError(`A streamed call was answered by a ${answer.type}.`);
    }
  }
}
