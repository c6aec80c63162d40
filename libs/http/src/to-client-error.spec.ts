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

  it.each<[string, number, HttpException]>([
    ['invalid_request', 400, new BadRequestException('Wrong tenant.')],
    ['authentication_required', 401, new UnauthorizedException('Send a token.')],
    ['permission_denied', 403, new ForbiddenException('Forbidden resource')],
    ['method_not_allowed', 405, new MethodNotAllowedException('Not here.')],
    ['invalid_request', 422, new UnprocessableEntityException('No sense.')],
    ['rate_limit_exceeded', 429, new HttpException('Too fast.', 429)],
  ])("keeps an application's own words, as %s with status %d", (code, status, thrown) => {
    expect(toClientError(thrown, REQUEST)).toMatchObject({ code, status, message: thrown.message });
  });

  it.each([new UnauthorizedException(), new ForbiddenException()])(
    "tells %s of the gateway from a provider's, and SDKs not to repeat it",
    (thrown) => {
      const error = toClientError(thrown, REQUEST);
      expect(error.toBody().type).toBe('authentication_error');
      expect(error.retry).toBe(false);
    },
  );

  it.each<[string, unknown]>([
    ['a 500', new InternalServerErrorException('database is db7')],
    ['a 503', new ServiceUnavailableException('database is db7')],
    ['a bug', new TypeError('database is db7')],
    ["an Express error's 500", httpError({ status: 500, message: 'database is db7' })],
    ['undefined', undefined],
    ['null', null],
    ['a text', 'database is db7'],
  ])('hides a fault of our own: %s', (_what, thrown) => {
    const error = toClientError(thrown, REQUEST);
    expect(error).toMatchObject({ code: 'internal_error', status: 500 });
    expect(error.message).not.toContain('db7');
  });
});
