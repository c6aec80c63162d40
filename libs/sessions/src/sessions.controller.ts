import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Patch,
  Post,
  Query,
  Req,
} from '@nestjs/common';
import type { Request } from 'express';
import { JsonBodyPipe, ownerOf, type JsonBody } from 'llm-gateway/http';
import type { SessionList, SessionWithMessages } from './encode-session.js';
import { messagePosition } from './message-id.js';
import { OptionalJsonBodyPipe } from './optional-json-body.pipe.js';
import { PageQueryPipe, type PageQuery } from './page-query.pipe.js';
import { toSessionId } from './session-id.js';
import {
  CreateSessionRequest,
  ForkSessionRequest,
  PatchSessionRequest,
} from './session-requests.schema.js';
import {
  ApiCreateSession,
  ApiDeleteSession,
  ApiForkSession,
  ApiGetSession,
  ApiListSessions,
  ApiPatchSession,
} from './sessions.openapi.js';
import { SessionsService } from './sessions.service.js';

const sessionsPage = new PageQueryPipe(toSessionId, 'sess_0123456789abcdef0123456789abcdef');
const messagesPage = new PageQueryPipe(messagePosition, 'msg_12');

@Controller('v1/sessions')
export class SessionsController {
  constructor(private readonly sessions: SessionsService) {}

  @Post()
  @ApiCreateSession()
  create(
    @Body(new OptionalJsonBodyPipe<CreateSessionRequest>(CreateSessionRequest))
    body: JsonBody<CreateSessionRequest>,
    @Req() request: Request,
  ): Promise<SessionWithMessages> {
    return this.sessions.create(ownerOf(request), body.value);
  }

  @Get()
  @ApiListSessions()
  list(
    @Query(sessionsPage) page: PageQuery<string>,
    @Req() request: Request,
  ): Promise<SessionList> {
    return this.sessions.list(ownerOf(request), page);
  }

  @Get(':id')
  @ApiGetSession()
  get(
    @Param('id') id: string,
    @Query(messagesPage) page: PageQuery<number>,
    @Req() request: Request,
  ): Promise<SessionWithMessages> {
    return this.sessions.get(ownerOf(request), id, page);
  }

  @Patch(':id')
  @ApiPatchSession()
  patch(
    @Param('id') id: string,
    @Body(new JsonBodyPipe<PatchSessionRequest>(PatchSessionRequest))
    body: JsonBody<PatchSessionRequest>,
    @Req() request: Request,
  ): Promise<SessionWithMessages> {
    return this.sessions.patch(ownerOf(request), id, body.value);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiDeleteSession()
  delete(@Param('id') id: string, @Req() request: Request): Promise<void> {
    return this.sessions.delete(ownerOf(request), id);
  }

  @Post(':id/fork')
  @ApiForkSession()
  fork(
    @Param('id') id: string,
    @Body(new OptionalJsonBodyPipe<ForkSessionRequest>(ForkSessionRequest))
    body: JsonBody<ForkSessionRequest>,
    @Req() request: Request,
  ): Promise<SessionWithMessages> {
    return this.sessions.fork(ownerOf(request), id, body.value);
  }
}
