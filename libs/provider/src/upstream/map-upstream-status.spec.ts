import { describe, expect, it } from '@jest/globals';
import type { ErrorCode } from 'llm-gateway/contracts';
import { mapUpstreamStatus, type VendorError } from './map-upstream-status.js';

const map = (error: Partial<VendorError>) =>
  mapUpstreamStatus({ provider: 'fake', status: 500, message: 'Their words.', ...error });

type Row = [Partial<VendorError>, code: ErrorCode, status: number, isTransient: boolean];

describe('mapUpstreamStatus', () => {
  it.each<Row>([
    [{ status: 302 }, 'provider_error', 502, false],
    [{ status: 400 }, 'provider_rejected_request', 400, false],
    [{ status: 401 }, 'provider_auth_error', 502, false],
    [{ status: 402 }, 'insufficient_quota', 429, false],
    [{ status: 403 }, 'provider_auth_error', 502, false],
    [{ status: 404 }, 'model_not_found', 404, false],
    [{ status: 405 }, 'provider_rejected_request', 405, false],
    [{ status: 408 }, 'provider_error', 502, true],
    [{ status: 409 }, 'provider_error', 502, true],
    [{ status: 413 }, 'request_too_large', 413, false],
    [{ status: 422 }, 'provider_rejected_request', 422, false],
    [{ status: 429 }, 'rate_limit_exceeded', 429, true],
    [{ status: 429, vendorCode: 'insufficient_quota' }, 'insufficient_quota', 429, false],
    [{ status: 500 }, 'provider_error', 502, true],
    [{ status: 502 }, 'provider_error', 502, true],
    [{ status: 503 }, 'provider_error', 502, true],
    [{ status: 503, retryAfterMs: 1_000 }, 'provider_overloaded', 503, true],
    [{ status: 503, message: 'The model is overloaded.' }, 'provider_overloaded', 503, true],
    [{ status: 503, vendorCode: 'UNAVAILABLE' }, 'provider_overloaded', 503, true],
    [{ status: 504 }, 'provider_error', 502, true],
    [{ status: 529 }, 'provider_overloaded', 503, true],
    [{ status: 400, vendorCode: 'content_filter' }, 'content_filter', 400, false],
    [{ status: 400, vendorCode: 'unsupported_parameter' }, 'unsupported_parameter', 400, false],
    [{ status: 400, vendorCode: 'unsupported_value' }, 'unsupported_value', 400, false],
  ])('maps %j', (error, code, status, isTransient) => {
    const mapped = map(error);
    expect(mapped).toMatchObject({ code, status });
    expect(mapped.details.transient === true).toBe(isTransient);
    expect(mapped.details.provider).toBe('fake');
    expect(mapped.message).toMatch(/Their words|overloaded|base URL is wrong/);
  });

  it.each([
    [{ vendorCode: 'context_length_exceeded' }],
    [{ message: "This model's maximum context length is 8192 tokens." }],
    [{ message: 'prompt is too long: 210000 tokens > 200000 maximum' }],
    [{ message: 'The input token count (1100000) exceeds the maximum number of tokens allowed.' }],
    [{ message: 'prompt too long; exceeded max context length by 7 tokens' }],
    [{ status: 422, message: 'Input tokens exceeded' }],
  ])('knows the overflow of the context in %j', (error) => {
    expect(map({ status: 400, ...error })).toMatchObject({
      code: 'context_length_exceeded',
      status: 400,
    });
  });

  it('does not take a server error for an overflow', () => {
    expect(map({ status: 500, message: 'prompt is too long' }).code).toBe('provider_error');
  });

  it('keeps what the vendor said of code, field and wait', () => {
    const mapped = map({
      status: 429,
      vendorCode: 'slow_down',
      param: 'model',
      retryAfterMs: 2_000,
    });
    expect(mapped.details).toMatchObject({
      providerCode: 'slow_down',
      param: 'model',
      retryAfterMs: 2_000,
    });
    expect(mapped.toBody()).toMatchObject({ provider_code: 'slow_down', param: 'model' });
  });

  it('says something when the vendor says nothing', () => {
    expect(map({ status: 429, message: '' }).message).toBe('HTTP status 429 without a message');
  });

  it('never answers with a status that is no error', () => {
    for (let status = 300; status < 600; status++)
      expect(map({ status }).status).toBeGreaterThanOrEqual(400);
  });

  it("never gives the client a 401 or 403 for the gateway's own key", () => {
    for (const status of [401, 403]) {
      expect(map({ status }).status).toBe(502);
      expect(map({ status }).message).toContain("rejected the gateway's credentials");
    }
  });
});
