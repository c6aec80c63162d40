import { describe, expect, it } from '@jest/globals';
import { chatCallFor } from 'llm-gateway/testing';
import { mapGeminiError, mapGeminiStreamError } from './map-gemini-error.js';

const { provider } = chatCallFor({ url: 'http://fake', adapter: 'gemini' });

function map(status: number, json: unknown, headers: Record<string, string> = {}) {
  return mapGeminiError({ status, headers, text: JSON.stringify(json), json }, provider);
}

const RETRY = { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '34.4s' };
const quota = (quotaId: string, quotaValue = '5') => ({
  '@type': 'type.googleapis.com/google.rpc.QuotaFailure',
  violations: [{ quotaId, quotaValue }],
});
const exhausted = (message: string, ...details: object[]) => ({
  error: { code: 429, message, status: 'RESOURCE_EXHAUSTED', details },
});

describe('mapGeminiError', () => {
  it('takes the delay from the body, whose header has none', () => {
    const error = map(
      429,
      exhausted(
        'You exceeded your current quota.',
        quota('GenerateRequestsPerMinutePerProjectPerModel-FreeTier'),
        RETRY,
      ),
    );
    expect(error).toMatchObject({
      code: 'rate_limit_exceeded',
      status: 429,
      details: { retryAfterMs: 34_400, transient: true, providerCode: 'RESOURCE_EXHAUSTED' },
    });
  });

  it("prefers a proxy's header to the body", () => {
    expect(map(429, exhausted('', RETRY), { 'retry-after': '2' }).details.retryAfterMs).toBe(2_000);
  });

  it.each([
    ['a daily limit', exhausted('Quota.', quota('GenerateRequestsPerDayPerProject'), RETRY)],
    ['a limit of zero', exhausted('Quota.', quota('GenerateRequestsPerMinute', '0'), RETRY)],
    ['a limit of zero in words', exhausted('Quota exceeded for metric: x, limit: 0, model: y')],
  ])('tells %s apart, which waiting does not mend', (_, body) => {
    const error = map(429, body);
    expect(error).toMatchObject({
      code: 'insufficient_quota',
      retry: false,
      details: { providerCode: 'RESOURCE_EXHAUSTED' },
    });
    expect(error.details.transient).toBeUndefined();
    expect(error.details.retryAfterMs).toBeUndefined();
  });

  const badKey = {
    error: {
      code: 400,
      status: 'INVALID_ARGUMENT',
      message: 'API key not valid. Please pass a valid API key.',
      details: [
        {
          '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
          reason: 'API_KEY_INVALID',
        },
      ],
    },
  };

  it.each([
    ['plain', badKey],
    ['wrapped in a list', [badKey]],
    ['without details', { error: { ...badKey.error, details: [] } }],
  ])("takes a bad key, which is a 400, for the gateway's fault: %s", (_, body) => {
    expect(map(400, body)).toMatchObject({ code: 'provider_auth_error', status: 502 });
  });

  it.each([
    [400, 'INVALID_ARGUMENT', 'Penalty is not enabled.', 'provider_rejected_request', 400, false],
    [
      ...([400, 'INVALID_ARGUMENT'] as const),
      'The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).',
      ...(['context_length_exceeded', 400, false] as const),
    ],
    [403, 'PERMISSION_DENIED', 'No.', 'provider_auth_error', 502, false],
    [404, 'NOT_FOUND', 'models/x is not found.', 'model_not_found', 404, false],
    [499, 'CANCELLED', 'The operation was cancelled.', 'provider_error', 502, true],
    [500, 'INTERNAL', 'An internal error has occurred.', 'provider_error', 502, true],
    [503, 'UNAVAILABLE', 'Try again later.', 'provider_overloaded', 503, true],
    [504, 'DEADLINE_EXCEEDED', 'Deadline expired.', 'provider_error', 502, true],
  ] as const)('maps %i %s "%s" to %s', (http, name, message, code, status, transient) => {
    const error = map(http, { error: { code: http, message, status: name } });
    expect(error).toMatchObject({ code, status, details: { providerCode: name } });
    expect(error.details.transient ?? false).toBe(transient);
    expect(error.message).toContain(message);
  });

  it("maps a body that is not Google's by its status", () => {
    expect(map(502, undefined)).toMatchObject({ code: 'provider_error' });
  });
});

describe('mapGeminiStreamError', () => {
  it('goes by the name of the status where there is no code', () => {
    expect(mapGeminiStreamError({ status: 'RESOURCE_EXHAUSTED' }, provider)).toMatchObject({
      code: 'rate_limit_exceeded',
    });
    expect(mapGeminiStreamError({ message: 'Oops' }, provider)).toMatchObject({
      code: 'provider_error',
      details: { transient: true },
    });
  });
});
