import 'reflect-metadata';
import type { AddressInfo } from 'node:net';
import {
  Body,
  CanActivate,
  Controller,
  ForbiddenException,
  Get,
  Injectable,
  Logger,
  Module,
  Param,
  Post,
  Req,
  Res,
  UseGuards,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Request, Response } from 'express';
import { GatewayError } from 'llm-gateway/contracts';
import { currentContext } from './current-context.js';
import { HttpModule } from './http.module.js';
import type { JsonBody } from './json-body.js';
import { JsonBodyPipe } from './json-body.pipe.js';
import { prepareHttp } from './prepare-http.js';
import { sendJson } from './send-json.js';

const SCHEMA = { type: 'object', required: ['a'], properties: { a: { type: 'number' } } };

@Injectable()
class NobodyGuard implements CanActivate {
  canActivate(): boolean {
    throw new ForbiddenException('Your team may not use this.');
  }
}

@Controller('things')
class ThingsController {
  @Post()
  create(
    @Body(new JsonBodyPipe<{ a: number }>(SCHEMA)) body: JsonBody<{ a: number }>,
    @Req() request: Request,
    @Res() response: Response,
  ) {
    const { requestId } = currentContext(request);
    sendJson(response, JSON.stringify({ a: body.value.a, bytes: body.bytes.length, requestId }), {
      'x-extra': 'yes',
    });
  }

  @Get('limited')
  limited() {
    throw new GatewayError('rate_limit_exceeded', 'Slow down.', { retryAfterMs: 1_200 });
  }

  @Get('broken')
  broken() {
    throw new TypeError('secret detail');
  }

  @Get('guarded')
  @UseGuards(NobodyGuard)
  guarded() {}

  @Get('named/:name')
  named(@Param('name') name: string) {
    return { name };
  }
}

@Module({ imports: [HttpModule], controllers: [ThingsController] })
class EdgeModule {}

let app: NestExpressApplication;
let url: string;

beforeAll(async () => {
  jest.spyOn(Logger.prototype, 'error').mockImplementation(() => {});
  app = await NestFactory.create<NestExpressApplication>(EdgeModule, {
    bodyParser: false,
    logger: false,
  });
  prepareHttp(app, { maximumBodyBytes: 1_000 });
  await app.listen(0, '127.0.0.1');
  url = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
});

afterAll(async () => {
  await app.close();
});

async function send(
  method: string,
  path: string,
  body?: string | Buffer,
  headers: Record<string, string> = {},
) {
  const response = await fetch(url + path, {
    method,
    headers,
    ...(body !== undefined && { body }),
  });
  const json: any = await response.json();
  return { status: response.status, headers: response.headers, json };
}

const post = (body: string | Buffer, headers: Record<string, string> = {}) =>
  send('POST', '/things', body, { 'content-type': 'application/json', ...headers });

describe('the edge', () => {
  it('takes a body as bytes and answers with JSON', async () => {
    const { status, headers, json } = await post('{"a":1}', { 'x-request-id': 'mine' });
    expect({ status, json }).toEqual({ status: 200, json: { a: 1, bytes: 7, requestId: 'mine' } });
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(headers.get('x-extra')).toBe('yes');
    expect(headers.get('x-request-id')).toBe('mine');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('etag')).toBeNull();
  });

  it.each([
    'application/json',
    'application/json; charset=utf-8',
    'text/plain',
    'application/x-www-form-urlencoded',
    '',
  ])('does not mind the content type %j', async (type) => {
    expect(await post('{"a":1}', { 'content-type': type })).toMatchObject({ status: 200 });
  });

  type Case = [
    what: string,
    ask: () => ReturnType<typeof send>,
    status: number,
    code: string,
    message: RegExp,
  ];

  it.each<Case>([
    [
      'a missing body',
      () => send('POST', '/things'),
      400,
      'invalid_json',
      /^The request has no body\. Send a JSON object\.$/,
    ],
    ['broken JSON', () => post('{'), 400, 'invalid_json', /^The request body is not valid JSON: /],
    [
      'a wrong field',
      () => post('{"a":"x"}'),
      400,
      'invalid_request',
      /^'a' must be a number, not a string\.$/,
    ],
    [
      'a large body',
      () => post(' '.repeat(1_001)),
      413,
      'request_too_large',
      /larger than 1000 bytes.*LLM_GATEWAY_MAX_BODY_BYTES/,
    ],
    [
      'an unknown encoding',
      () => post('x', { 'content-encoding': 'zip' }),
      415,
      'unsupported_media_type',
      /zip/,
    ],
    [
      'a body that is not what its encoding says',
      () => post('x', { 'content-encoding': 'gzip' }),
      400,
      'invalid_request',
      /^The request cannot be read: .+/,
    ],
    [
      'an unknown path',
      () => send('GET', '/nothing?secret=1'),
      404,
      'route_not_found',
      /^No route GET \/nothing\. GET \/ lists the entry points\.$/,
    ],
    [
      'another method',
      () => send('DELETE', '/things'),
      405,
      'method_not_allowed',
      /^\/things does not take DELETE\. It takes POST\.$/,
    ],
    [
      'a broken escape in the path',
      () => send('GET', '/things/named/%zz'),
      400,
      'invalid_request',
      /%zz/,
    ],
    ['a limit', () => send('GET', '/things/limited'), 429, 'rate_limit_exceeded', /^Slow down\.$/],
    [
      "a guard's refusal",
      () => send('GET', '/things/guarded'),
      403,
      'permission_denied',
      /^Your team may not use this\.$/,
    ],
    [
      'a bug',
      () => send('GET', '/things/broken'),
      500,
      'internal_error',
      /^The gateway failed to handle this request\.$/,
    ],
  ])('answers %s in the one envelope', async (_what, ask, status, code, message) => {
    const { status: got, headers, json } = await ask();
    expect(got).toBe(status);
    expect(json).toEqual({
      error: expect.objectContaining({ code, message: expect.stringMatching(message) }),
      detail: json.error.message,
      request_id: headers.get('x-request-id'),
    });
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
  });

  it('tells clients what to do about an error', async () => {
    const limited = await send('GET', '/things/limited');
    expect(limited.headers.get('retry-after')).toBe('2');
    expect(limited.headers.get('x-should-retry')).toBeNull();
    const wrong = await post('{}');
    expect(wrong.headers.get('x-should-retry')).toBe('false');
    const method = await send('DELETE', '/things');
    expect(method.headers.get('allow')).toBe('POST');
  });
});
