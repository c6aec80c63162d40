import { describe, expect, it } from '@jest/globals';
import { ERROR_CODES, type ErrorCode } from './error-codes.js';
import { GatewayError, toGatewayError } from './gateway-error.js';

describe('GatewayError', () => {
  it('takes status, type and advice from its code', () => {
    const error = new GatewayError('rate_limit_exceeded', 'Slow down.');
    expect(error).toMatchObject({ status: 429, retry: true, message: 'Slow down.' });
    expect(error.toBody()).toEqual({
      message: 'Slow down.',
      type: 'rate_limit_error',
      param: null,
      code: 'rate_limit_exceeded',
    });
  });

  it('lets details override the status and the advice', () => {
    const error = new GatewayError('provider_rejected_request', 'No.', {
      status: 422,
      retry: true,
    });
    expect(error).toMatchObject({ status: 422, retry: true });
  });

  it('names the field, the provider and its code in the body, and nothing else', () => {
    const error = new GatewayError('unsupported_value', 'Too hot.', {
      param: 'temperature',
      provider: 'openai',
      providerCode: 'decimal_above_max_value',
      retryAfterMs: 1_000,
      headers: { 'x-secret': 'no' },
      cause: new Error('internal'),
    });
    expect(error.toBody()).toEqual({
      message: 'Too hot.',
      type: 'invalid_request_error',
      param: 'temperature',
      code: 'unsupported_value',
      provider: 'openai',
      provider_code: 'decimal_above_max_value',
    });
  });

  it('keeps its cause for the log', () => {
    const cause = new Error('socket hang up');
    expect(new GatewayError('provider_unreachable', 'Gone.', { cause }).cause).toBe(cause);
  });
});

describe('toGatewayError', () => {
  it('passes a GatewayError through', () => {
    const error = new GatewayError('invalid_json', 'Bad.');
    expect(toGatewayError(error)).toBe(error);
  });

  it.each([new TypeError('password is hunter2'), 'a string', undefined, null, 7])(
    'hides %p behind an internal error that keeps it as the cause',
    (thrown) => {
      const error = toGatewayError(thrown);
      expect(error).toMatchObject({ code: 'internal_error', status: 500, retry: true });
      expect(JSON.stringify(error.toBody())).not.toContain('hunter2');
      expect(error.cause).toBe(thrown);
    },
  );
});

describe('ERROR_CODES', () => {
  const codes = Object.entries(ERROR_CODES) as [ErrorCode, (typeof ERROR_CODES)[ErrorCode]][];

  it.each(codes)('%s has an error status and says what it means', (_code, entry) => {
    expect(entry.status).toBeGreaterThanOrEqual(400);
    expect(entry.status).toBeLessThan(600);
    expect(entry.meaning).toMatch(/^[A-Z].*\.$/);
  });

  // A conflict passes with time.
  const faults = codes.filter(
    ([, { type, status }]) => type === 'invalid_request_error' && status !== 409,
  );

  it.each(faults)("%s is the client's fault, so a retry cannot help", (_code, entry) => {
    expect(entry.retry).toBe(false);
  });
});
