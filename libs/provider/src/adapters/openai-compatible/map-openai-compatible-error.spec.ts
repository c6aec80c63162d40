import { describe, expect, it } from '@jest/globals';
import { Secret } from 'llm-gateway/contracts';
import { contextOf } from './__fixtures__/read-stream.js';
import { mapOpenAiCompatibleError } from './map-openai-compatible-error.js';

interface Case {
  readonly quirks?: Record<string, unknown>;
  readonly headers?: Record<string, string>;
  readonly key?: string;
}

function map(status: number, body: unknown, { quirks = {}, headers = {}, key }: Case = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const { provider } = contextOf({ quirks });
  const json = typeof body === 'string' ? undefined : body;
  const apiKey = key === undefined ? {} : { apiKey: new Secret(key) };
  return mapOpenAiCompatibleError({ status, headers, text, json }, { ...provider, ...apiKey });
}

const openAi = (message: string, code: string | null, type = 'invalid_request_error') => ({
  error: { message, type, param: null, code },
});

describe('mapOpenAiCompatibleError', () => {
  it.each([
    [
      'OpenAI, bad key',
      401,
      openAi('Incorrect API key provided: sk-x.', 'invalid_api_key'),
      'provider_auth_error',
    ],
    [
      'OpenAI, quota',
      429,
      openAi('You exceeded your quota', 'insufficient_quota'),
      'insufficient_quota',
    ],
    ['OpenAI, rate', 429, openAi('Slow down', 'rate_limit_exceeded'), 'rate_limit_exceeded'],
    [
      'OpenAI, context',
      400,
      openAi('Too long', 'context_length_exceeded'),
      'context_length_exceeded',
    ],
    [
      'OpenAI, parameter',
      400,
      openAi('No max_tokens', 'unsupported_parameter'),
      'unsupported_parameter',
    ],
    ['OpenAI, value', 400, openAi('No 0.5', 'unsupported_value'), 'unsupported_value'],
    ['OpenAI, model', 404, openAi('No such model', 'model_not_found'), 'model_not_found'],
    ['OpenAI, server', 500, openAi('Oops', null, 'server_error'), 'provider_error'],
    ['OpenAI, overload', 503, openAi('Overloaded', null, 'server_error'), 'provider_overloaded'],
    [
      'Azure, bad key',
      401,
      { error: { code: '401', message: 'Access denied' } },
      'provider_auth_error',
    ],
    [
      'Azure, API Management',
      429,
      { statusCode: 429, message: 'Rate limit' },
      'rate_limit_exceeded',
    ],
    [
      'Azure, rate',
      429,
      { error: { code: 'RateLimitReached', message: 'x' } },
      'rate_limit_exceeded',
    ],
    [
      'Azure, filter',
      400,
      { error: { code: 'content_filter', message: 'Filtered', status: 400, innererror: {} } },
      'content_filter',
    ],
    ['Mistral, bad key', 401, { detail: 'Invalid API Key' }, 'provider_auth_error'],
    [
      'Mistral, flat',
      400,
      { object: 'error', message: 'Bad', type: 'invalid_request_error', param: null, code: '3051' },
      'provider_rejected_request',
    ],
    [
      'Mistral, model',
      400,
      { object: 'error', message: 'Invalid model: x', type: 'invalid_model', code: '1500' },
      'model_not_found',
    ],
    [
      'Mistral, context',
      400,
      { object: 'error', message: 'too large for model with 32768 maximum context length' },
      'context_length_exceeded',
    ],
    [
      'DeepSeek, bad key',
      401,
      {
        error: {
          message: 'Authentication Fails',
          type: 'authentication_error',
          code: 'invalid_request_error',
        },
      },
      'provider_auth_error',
    ],
    [
      'DeepSeek, context',
      400,
      openAi("This model's maximum context length is 65536 tokens", 'invalid_request_error'),
      'context_length_exceeded',
    ],
    [
      'DeepSeek, balance',
      402,
      openAi('Insufficient Balance', 'invalid_request_error'),
      'insufficient_quota',
    ],
    ['DeepSeek, model', 400, openAi('Model Not Exist', 'invalid_request_error'), 'model_not_found'],
    [
      'Groq, tool use',
      400,
      { error: { message: 'Failed to call', code: 'tool_use_failed', failed_generation: '<f>' } },
      'provider_invalid_response',
    ],
    [
      'OpenRouter, model',
      400,
      { error: { code: 400, message: 'x is not a valid model ID' } },
      'model_not_found',
    ],
    [
      'OpenRouter, bad key',
      401,
      { error: { code: 401, message: 'No auth credentials' } },
      'provider_auth_error',
    ],
    [
      'OpenRouter, moderation',
      403,
      { error: { code: 403, message: 'Flagged', metadata: { reasons: ['hate'] } } },
      'content_filter',
    ],
    [
      'Perplexity, context',
      400,
      { error: { message: 'x', type: 'too_many_prompt_tokens', code: 400 } },
      'context_length_exceeded',
    ],
    [
      'llama.cpp, context',
      400,
      {
        error: {
          code: 400,
          message: 'exceeds the available context size',
          type: 'exceed_context_size_error',
        },
      },
      'context_length_exceeded',
    ],
    [
      'xAI, context',
      400,
      { code: 'invalid-argument', error: "This model's maximum prompt length is 131072" },
      'context_length_exceeded',
    ],
    ['a plain string', 400, { error: 'bad thing' }, 'provider_rejected_request'],
    ['an array', 400, [{ error: { code: 400, message: 'bad' } }], 'provider_rejected_request'],
    ['text', 502, 'Bad Gateway', 'provider_error'],
    ['a web page', 502, '<html>Bad Gateway</html>', 'provider_error'],
    ['nothing', 400, '', 'provider_rejected_request'],
  ])('%s', (_name, status, body, code) => {
    expect(map(status, body)).toMatchObject({ code, details: { provider: 'openai-compatible' } });
  });

  it('takes 400 for a bad key where a vendor answers so, and only then', () => {
    const body = { code: 'invalid-argument', error: 'Incorrect API key provided: xai-1.' };
    const quirks = { badKeyStatus: 400 };
    expect(map(400, body, { quirks })).toMatchObject({ code: 'provider_auth_error', status: 502 });
    expect(map(400, body)).toMatchObject({ code: 'provider_rejected_request' });
    expect(map(400, { code: 'invalid-argument', error: 'Bad stop' }, { quirks })).toMatchObject({
      code: 'provider_rejected_request',
    });
  });

  it('names the field at fault', () => {
    const body = { error: { message: 'No', param: 'messages[0].role', code: 'invalid_value' } };
    expect(map(400, body).details).toMatchObject({
      param: 'messages[0].role',
      providerCode: 'invalid_value',
    });
    const detail = [
      { loc: ['body', 'messages', 0, 'name'], msg: 'Extra inputs are not permitted' },
      { loc: ['body', 'seed'], msg: 'Extra inputs are not permitted' },
    ];
    expect(map(422, { detail })).toMatchObject({
      status: 422,
      message:
        'messages[0].name: Extra inputs are not permitted; seed: Extra inputs are not permitted',
      details: { param: 'messages[0].name' },
    });
    expect(map(422, { object: 'error', message: { detail }, type: 'x' }).details.param).toBe(
      'messages[0].name',
    );
  });

  it('gives the words of the vendor behind OpenRouter', () => {
    const metadata = { provider_name: 'Google', raw: '{"error":"quota"}' };
    const body = { error: { code: 429, message: 'Provider returned error', metadata } };
    expect(map(429, body).message).toBe('Provider returned error (Google: {"error":"quota"})');
  });

  it('reads when to try again, from a header or from Google', () => {
    const body = openAi('Slow down', null);
    expect(map(429, body, { headers: { 'retry-after': '2' } }).details.retryAfterMs).toBe(2_000);
    const details = [{ '@type': 'RetryInfo', retryDelay: '34.4s' }];
    const google = { error: { code: 429, message: 'x', status: 'RESOURCE_EXHAUSTED', details } };
    expect(map(429, google)).toMatchObject({
      details: { retryAfterMs: 34_400, providerCode: 'RESOURCE_EXHAUSTED' },
    });
  });

  it.each([
    'Incorrect API key provided: sk-secret-1. You can find it at https://x.',
    'Incorrect API key provided: sk-s****t-1. You can find it at https://x.',
    'The key sk-secret-1 is wrong.',
  ])('does not give the key away: %s', (message) => {
    const mapped = map(401, openAi(message, 'invalid_api_key'), { key: 'sk-secret-1' });
    expect(mapped.message).not.toMatch(/sk-|t-1/);
    expect(mapped.message).toContain('[redacted]');
  });
});
