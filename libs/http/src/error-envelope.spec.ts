import { describe, expect, it } from '@jest/globals';
import { GatewayError } from 'llm-gateway/contracts';
import { errorEnvelope, errorEvent, errorHeaders } from './error-envelope.js';

describe('errorEnvelope', () => {
  const error = new GatewayError('invalid_request', "'n' must be at least 1.", { param: 'n' });

  it('tells SDKs, plain HTTP clients and support the same', () => {
    expect(errorEnvelope(error, 'req_1')).toEqual({
      error: {
        message: "'n' must be at least 1.",
        type: 'invalid_request_error',
        param: 'n',
        code: 'invalid_request',
      },
      detail: "'n' must be at least 1.",
      request_id: 'req_1',
    });
  });

  it('has no request id for what failed before a request existed', () => {
    expect(errorEnvelope(error, undefined)).not.toHaveProperty('request_id');
  });
});

describe('errorHeaders', () => {
  it.each([
    [0, '0'],
    [1, '1'],
    [1_000, '1'],
    [1_001, '2'],
    [59_999.5, '60'],
    [3_600_000, '3600'],
  ])('sends a wait of %d ms as %s whole seconds', (retryAfterMs, seconds) => {
    const error = new GatewayError('rate_limit_exceeded', 'Slow down.', { retryAfterMs });
    expect(errorHeaders(error)).toEqual({ 'retry-after': seconds });
  });

  it('keeps SDKs from repeating what cannot succeed', () => {
    expect(errorHeaders(new GatewayError('insufficient_quota', 'Broke.'))).toEqual({
      'x-should-retry': 'false',
    });
  });

  it('says nothing of a retry that may help', () => {
    expect(errorHeaders(new GatewayError('provider_error', 'Failed.'))).toEqual({});
  });

  it('follows the advice of this one error', () => {
    const error = new GatewayError('provider_error', 'Failed.', { retry: false });
    expect(errorHeaders(error)).toEqual({ 'x-should-retry': 'false' });
  });

  it("sends the error's own headers along", () => {
    const error = new GatewayError('method_not_allowed', 'No.', { headers: { allow: 'GET' } });
    expect(errorHeaders(error)).toEqual({ allow: 'GET', 'x-should-retry': 'false' });
  });
});

describe('errorEvent', () => {
  it('is one data line with a top-level error object', () => {
    const event = errorEvent(new GatewayError('provider_timeout', 'Two\nlines.'), 'req_1');
    expect(event).toMatch(/^data: [^\n]+\n\n$/);
    expect(JSON.parse(event.slice('data: '.length))).toMatchObject({
      error: { code: 'provider_timeout', message: 'Two\nlines.' },
      request_id: 'req_1',
    });
  });

  it('hides what is not meant for clients', () => {
    expect(errorEvent(new Error('password is hunter2'), 'req_1')).not.toContain('hunter2');
  });
});
