import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { JsonBodyPipe, currentContext, sendJson, type JsonBody } from 'llm-gateway/http';
import { answerHeaders } from '../answer-headers.js';
import { EmbeddingsRequest } from './embeddings-request.schema.js';
import { ApiEmbeddings } from './embeddings.openapi.js';
import { EmbeddingsService } from './embeddings.service.js';

@Controller('v1/embeddings')
export class EmbeddingsController {
  constructor(private readonly embeddings: EmbeddingsService) {}

  @Post()
  @HttpCode(200)
  @ApiEmbeddings()
  async create(
    @Body(new JsonBodyPipe<EmbeddingsRequest>(EmbeddingsRequest)) body: JsonBody<EmbeddingsRequest>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const context = currentContext(request);
    const json = await this.embeddings.create(body.value, context);
    sendJson(response, json, answerHeaders(context.scope));
  }
}
