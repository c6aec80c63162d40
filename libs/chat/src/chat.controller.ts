import { Body, Controller, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import {
  JsonBodyPipe,
  currentContext,
  ownerOf,
  sendEventStream,
  sendJson,
  type JsonBody,
} from 'llm-gateway/http';
import { answerHeaders } from './answer-headers.js';
import { CHAT_OPTIONS, type ChatModuleOptions } from './chat.module-definition.js';
import { ApiChatCompletion } from './chat.openapi.js';
import { ChatService } from './chat.service.js';
import { idempotencyKeyOf } from './idempotency/idempotency-key-of.js';
import { IdempotentChats } from './idempotency/idempotent-chats.js';
import { ChatCompletionRequest } from './openai/chat-completion-request.schema.js';
import { sessionIdOf } from './sessions/session-id-of.js';

@Controller('v1/chat')
export class ChatController {
  constructor(
    private readonly chat: ChatService,
    private readonly idempotent: IdempotentChats,
    @Inject(CHAT_OPTIONS) private readonly options: ChatModuleOptions,
  ) {}

  @Post('completions')
  @HttpCode(200)
  @ApiChatCompletion()
  async create(
    @Body(new JsonBodyPipe<ChatCompletionRequest>(ChatCompletionRequest))
    body: JsonBody<ChatCompletionRequest>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const context = currentContext(request);
    const id = sessionIdOf(request, body.value);
    const owner = ownerOf(request);
    const session = id === undefined ? undefined : { id, owner };
    const key = idempotencyKeyOf(request);
    const keyed = key === undefined ? undefined : { key, owner, session };
    const headers = () => answerHeaders(context.scope);
    if (body.value.stream !== true) {
      const json = keyed
        ? this.idempotent.complete(body, context, keyed)
        : this.chat.complete(body, context, session);
      return sendJson(response, await json, headers());
    }
    const started = keyed
      ? this.idempotent.stream(body, context, keyed)
      : this.chat.stream(body, context, session);
    await sendEventStream(response, started, {
      ...context,
      heartbeatMs: this.options.heartbeatMs,
      headers,
    });
  }
}
