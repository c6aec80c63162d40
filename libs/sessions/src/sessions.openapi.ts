import { applyDecorators } from '@nestjs/common';
import {
  ApiBody,
  ApiOperation,
  ApiParam,
  ApiQuery,
  ApiResponse,
  ApiTags,
  type ApiOperationOptions,
} from '@nestjs/swagger';
import { ApiAnswer, ApiErrors, BODY_ERRORS } from 'llm-gateway/http';
import { SessionListSchema, SessionSchema } from './session-openapi-schemas.js';
import {
  CreateSessionRequest,
  ForkSessionRequest,
  PatchSessionRequest,
} from './session-requests.schema.js';

export function ApiCreateSession(): MethodDecorator {
  return applyDecorators(
    route({
      operationId: 'createSession',
      summary: 'Creates a session',
      description:
        'A conversation that the gateway remembers. Name it as `session_id` in a chat and send only what is new.',
    }),
    ApiBody({ schema: CreateSessionRequest as never, required: false }),
    ApiAnswer(201, 'The session.', SessionSchema),
    ApiErrors(...BODY_ERRORS, 'session_store_unavailable'),
  );
}

export function ApiListSessions(): MethodDecorator {
  return applyDecorators(
    route({ operationId: 'listSessions', summary: "The caller's sessions, newest first" }),
    ...pageOf('the session', 'sess_0123456789abcdef0123456789abcdef'),
    ApiAnswer(200, 'A page of sessions.', SessionListSchema),
    ApiErrors('invalid_request', 'session_store_unavailable'),
  );
}

export function ApiGetSession(): MethodDecorator {
  return applyDecorators(
    route({
      operationId: 'retrieveSession',
      summary: 'A session and its history',
      description:
        'Shows the newest messages, or with `after` those that follow; `after=msg_0` begins at the first.',
    }),
    id(),
    ...pageOf('the message', 'msg_12'),
    ApiAnswer(200, 'The session.', SessionSchema),
    ApiErrors('invalid_request', 'session_not_found', 'session_store_unavailable'),
  );
}

export function ApiPatchSession(): MethodDecorator {
  return applyDecorators(
    route({
      operationId: 'updateSession',
      summary: 'Changes a session and begins its life anew',
      description: 'The body is a JSON merge patch (RFC 7396); `{}` only begins the life anew.',
    }),
    id(),
    ApiBody({ schema: PatchSessionRequest as never }),
    ApiAnswer(200, 'The session as it is now.', SessionSchema),
    ApiErrors(...BODY_ERRORS, 'session_not_found', 'session_conflict', 'session_store_unavailable'),
  );
}

export function ApiDeleteSession(): MethodDecorator {
  return applyDecorators(
    route({ operationId: 'deleteSession', summary: 'Deletes a session and its history' }),
    id(),
    ApiResponse({ status: 204, description: 'It is gone.' }),
    ApiErrors('session_not_found', 'session_store_unavailable'),
  );
}

export function ApiForkSession(): MethodDecorator {
  return applyDecorators(
    route({
      operationId: 'forkSession',
      summary: 'Copies a session up to a message',
      description: 'To try another continuation. The original stays as it is.',
    }),
    id(),
    ApiBody({ schema: ForkSessionRequest as never, required: false }),
    ApiAnswer(201, 'The new session.', SessionSchema),
    ApiErrors(...BODY_ERRORS, 'session_not_found', 'session_store_unavailable'),
  );
}

function route(operation: ApiOperationOptions): MethodDecorator {
  return applyDecorators(ApiTags('Sessions'), ApiOperation(operation));
}

function id(): MethodDecorator {
  return ApiParam({ name: 'id', description: '`sess_` and 32 hexadecimal digits.' });
}

function pageOf(what: string, example: string): MethodDecorator[] {
  return [
    ApiQuery({
      name: 'limit',
      required: false,
      schema: { type: 'integer', minimum: 1, maximum: 1_000, default: 100 },
    }),
    ApiQuery({
      name: 'after',
      required: false,
      description: `Id of ${what} after which the page begins.`,
      schema: { type: 'string', examples: [example] } as never,
    }),
  ];
}
