import {
  BadRequestException,
  ForbiddenException,
  HttpException,
  InternalServerErrorException,
  MethodNotAllowedException,
  NotFoundException,
  ServiceUnavailableException,
  UnauthorizedException,
  UnprocessableEntityException,
} from '@nestjs/common';
import { describe, expect, it } from '@jest/globals';
import { GatewayError } from 'llm-gateway/contracts';
import { toClientError } from './to-client-error.js';

const REQUEST = { method: 'POST', path: '/v1/nothing' };

/** As body-parser and Express throw: an `Error` with fields. */
function httpError(fields: object): Error {
  return Object.assign(new Error('unsupported charset "UTF-7"'), fields);
}

describe('toClientError', () => {
  it('passes a GatewayError through', () => {
    const error = new GatewayError('model_not_found', 'No.');
    expect(toClientError(error, REQUEST)).toBe(error);
  });

  it('names the route that does not exist', () => {
    expect(toClientError(new NotFoundException(), REQUEST)).toMatchObject({
      code: 'route_not_found',
      status: 404,
      message: 'No route POST /v1/nothing. GET / lists the entry points.',
    });
  });

  it('names the limit that a body exceeds, and how to raise it', () => {
    const error = httpError({ status: 413, type: 'entity.too.large', limit: 1_024 });
    expect(toClientError(error, REQUEST)).toMatchObject({
      code: 'request_too_large',
      message: expect.stringMatching(/1024 bytes.*LLM_GATEWAY_MAX_BODY_BYTES/),
    });
  });

  it('finds the limit in what Nest wrapped', () => {
    const cause = httpError({ status: 413, type: 'entity.too.large', limit: 1_024 });
    const error = new HttpException('request entity too large', 413, { cause });
    expect(toClientError(error, REQUEST).message).toContain('1024 bytes');
  });

  it.each<[string, object, string, number]>([
    ['a charset', { status: 415, type: 'charset.unsupported' }, 'unsupported_media_type', 415],
    ['a broken body', { status: 400, type: 'request.size.invalid' }, 'invalid_request', 400],
    ['a client that left', { status: 400, type: 'request.aborted' }, 'client_closed_request', 499],
    ['a bad URL', { status: 400 }, 'invalid_request', 400],
  ])('maps %s of Express', (_what, fields, code, status) => {
    expect(toClientError(httpError(fields), REQUEST)).toMatchObject({ code, status });
  });

  it.each<[HttpException, string, number]>([
    [new BadRequestException('Wrong tenant.'), 'invalid_request', 400],
    [new UnauthorizedException('Send a token.'), 'invalid_request', 401],
    [new ForbiddenException('Forbidden resource'), 'invalid_request', 403],
    [new MethodNotAllowedException('Not here.'), 'method_not_allowed', 405],
    [new UnprocessableEntityException('No sense.'), 'invalid_request', 422],
    [new HttpException('Too fast.', 429), 'rate_limit_exceeded', 429],
  ])("keeps the status and the words of an application's own %s", (thrown, code, status) => {
    const error = toClientError(thrown, REQUEST);
    expect(error).toMatchObject({ code, status });
    expect(error.message).toContain(thrown.message.replace(/\.$/, ''));
  });

  it.each([
    new InternalServerErrorException('database is db7'),
    new ServiceUnavailableException('database is db7'),
    new TypeError('database is db7'),
    httpError({ status: 500 }),
    undefined,
    null,
    'text',
  ])('hides a fault of our own: %s', (thrown) => {
    const error = toClientError(thrown, REQUEST);
    expect(error).toMatchObject({ code: 'internal_error', status: 500 });
    expect(error.message).not.toContain('db7');
  });
});
