import { describe, expect, it } from '@jest/globals';
import { chatCallFor } from 'llm-gateway/testing';
import { mapAnthropicError, mapAnthropicStreamError } from './map-anthropic-error.js';

const { provider } = chatCallFor({ url: 'http://127.0.0.1:1', adapter: 'anthropic' });

function mapped(status: number, error: object | string, headers: Record<string, string> = {}) {
  const text =
    typeof error === 'string'
      ? error
      : JSON.stringify({ type: 'error', error, request_id: 'req_1' });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    json = undefined;
  }
  return mapAnthropicError({ status, headers, text, json }, provider);
}

describe('mapAnthropicError', () => {
  it.each([
    [400, 'invalid_request_error', 'provider_rejected_request', 400],
    [401, 'authentication_error', 'provider_auth_error', 502],
    [402, 'billing_error', 'insufficient_quota', 429],
    [403, 'permission_error', 'provider_auth_error', 502],
    [404, 'not_found_error', 'model_not_found', 404],
    [413, 'request_too_large', 'request_too_large', 413],
    [429, 'rate_limit_error', 'rate_limit_exceeded', 429],
    [500, 'api_error', 'provider_error', 502],
    [504, 'timeout_error', 'provider_error', 502],
    [529, 'overloaded_error', 'provider_overloaded', 503],
  ])('maps %i %s to %s with status %i', (status, type, code, ours) => {
    const error = mapped(status, { type, message: 'Says why' });
    expect(error).toMatchObject({
      code,
      status: ours,
      message: expect.stringContaining('Says why'),
      details: { provider: 'anthropic', providerCode: type },
    });
  });

  it.each([429, 500, 504, 529])('lets the gateway repeat a call that failed with %i', (status) => {
    expect(mapped(status, { type: 'x', message: 'later' }).details.transient).toBe(true);
  });

  it('passes the wait on that Anthropic asks for', () => {
    const error = mapped(529, { type: 'overloaded_error' }, { 'retry-after': '17' });
    expect(error.details.retryAfterMs).toBe(17_000);
  });

  it('names the detailed error code', () => {
    const error = mapped(400, {
      type: 'invalid_request_error',
      message: 'too many pixels',
      details: { error_code: 'image_dimensions_too_large' },
    });
    expect(error.details.providerCode).toBe('image_dimensions_too_large');
  });

  it.each([
    ['prompt is too long: 210000 tokens > 200000 maximum', 'context_length_exceeded'],
    [
      'input length and `max_tokens` exceed context limit: 190000 + 64000 > 200000',
      'context_length_exceeded',
    ],
    ['Output blocked by content filtering policy', 'content_filter'],
  ])('knows "%s"', (message, code) => {
    expect(mapped(400, { type: 'invalid_request_error', message })).toMatchObject({
      code,
      status: 400,
      message,
      details: { providerCode: 'invalid_request_error' },
    });
  });

  describe('tells money that is used up from a rate limit', () => {
    it.each([
      [
        429,
        'rate_limit_error',
        'You have reached your API usage limits: your organization has crossed its monthly API usage threshold.',
      ],
      [400, 'invalid_request_error', 'You have reached your specified API usage limits.'],
      [400, 'invalid_request_error', 'Your credit balance is too low to access the Anthropic API.'],
    ])('%i %s "%s"', (status, type, message) => {
      expect(mapped(status, { type, message })).toMatchObject({
        code: 'insufficient_quota',
        retry: false,
        details: { providerCode: type },
      });
    });

    it('by its error code, whatever the headers say', () => {
      const details = { error_code: 'enforced_spend_limit_reached' };
      const error = mapped(429, { type: 'rate_limit_error', details }, { 'retry-after': '1' });
      expect(error.code).toBe('insufficient_quota');
    });

    it('and not the other way round', () => {
      const message = 'This would exceed the spend limit of your rate limit tier';
      const soon = mapped(429, { type: 'rate_limit_error', message }, { 'retry-after': '3' });
      expect(soon.code).toBe('rate_limit_exceeded');
      const plain = mapped(429, {
        type: 'rate_limit_error',
        message: 'Too many tokens per minute',
      });
      expect(plain.code).toBe('rate_limit_exceeded');
    });
  });

  it('obeys x-should-retry: false', () => {
    const error = mapped(500, { type: 'api_error', message: 'no' }, { 'x-should-retry': 'false' });
    expect(error).toMatchObject({ retry: false, details: { transient: false } });
  });

  it('reads bodies that are not of Anthropic', () => {
    expect(mapped(502, '<html>Bad gateway</html>').message).not.toContain('html');
    expect(mapped(500, 'upstream connect error').message).toContain('upstream connect error');
    expect(mapped(400, '{"error":"model is required"}').message).toBe('model is required');
  });
});

describe('mapAnthropicStreamError', () => {
  it.each([
    ['overloaded_error', 'provider_overloaded', true],
    ['api_error', 'provider_error', true],
    ['rate_limit_error', 'rate_limit_exceeded', true],
    ['invalid_request_error', 'provider_rejected_request', undefined],
    ['an_error_of_tomorrow', 'provider_error', true],
  ])('maps %s to %s', (type, code, transient) => {
    const error = mapAnthropicStreamError({ type, message: 'why' }, provider);
    expect(error).toMatchObject({ code, message: expect.stringContaining('why') });
    expect(error.details.transient).toBe(transient);
  });

  it('has an error event that says nothing', () => {
    expect(mapAnthropicStreamError(undefined, provider).code).toBe('provider_error');
  });
});
