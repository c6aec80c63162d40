import { describe, expect, it } from '@jest/globals';
import { chatCallFor } from 'llm-gateway/testing';
import { mapOllamaError } from './map-ollama-error.js';

const { provider } = chatCallFor({ url: 'http://127.0.0.1:1', adapter: 'ollama' });

function map(status: number, error: unknown, headers = {}) {
  const text = JSON.stringify({ error });
  return mapOllamaError({ status, headers, text, json: JSON.parse(text) }, provider);
}

describe('mapOllamaError', () => {
  it.each(["model 'qwen3:8b' not found", 'model "qwen3:8b" not found, try pulling it first'])(
    'says how to load a model: %s',
    (said) => {
      const error = map(404, said);
      expect(error).toMatchObject({ code: 'model_not_found', status: 404 });
      expect(error.message).toContain('ollama pull qwen3:8b');
    },
  );

  it('tells a wrong base URL from a missing model', () => {
    const response = { status: 404, headers: {}, text: '404 page not found', json: undefined };
    const error = mapOllamaError(response, provider);
    expect(error).toMatchObject({ code: 'provider_error', retry: false });
    expect(error.message).toContain('base URL');
  });

  it.each([
    'prompt too long; exceeded max context length by 12 tokens',
    'the input length exceeds the context length',
    'request (9412 tokens) exceeds the available context size (8192 tokens), try increasing it',
    '{"error":{"code":400,"message":"too many tokens","type":"exceed_context_size_error"}}',
  ])('knows a conversation that is too long: %s', (said) => {
    expect(map(400, said)).toMatchObject({ code: 'context_length_exceeded', status: 400 });
  });

  it.each([
    ['"llama3.2" does not support thinking', 'reasoning_effort'],
    ['registry.ollama.ai/library/gemma:2b does not support tools', 'tools'],
  ])('names the field that asks too much: %s', (said, param) => {
    expect(map(400, said)).toMatchObject({ code: 'unsupported_parameter', details: { param } });
  });

  it.each([
    [400, 'invalid format', 'provider_rejected_request', 400, false],
    [401, 'unauthorized', 'provider_auth_error', 502, false],
    [429, 'too many concurrent requests', 'rate_limit_exceeded', 429, true],
    [500, 'llama runner process has terminated', 'provider_error', 502, true],
    [
      503,
      'server busy, please try again. maximum pending requests exceeded',
      'provider_overloaded',
      503,
      true,
    ],
  ])('maps %i %s to %s', (status, said, code, ours, transient) => {
    const error = map(status, said);
    expect(error).toMatchObject({ code, status: ours });
    expect(error.message).toContain(said);
    expect(error.details.transient ?? false).toBe(transient);
  });

  it('reads when to come back', () => {
    expect(map(503, 'server busy', { 'retry-after': '2' }).details.retryAfterMs).toBe(2_000);
    expect(map(429, 'slow down', { 'retry-after': '3' }).details.retryAfterMs).toBe(3_000);
  });

  it('reads an error object and plain text', () => {
    expect(map(400, { message: 'broken', type: 'bad' })).toMatchObject({
      message: 'broken',
      details: { providerCode: 'bad' },
    });
    const response = { status: 500, headers: {}, text: 'upstream died', json: undefined };
    expect(mapOllamaError(response, provider).message).toContain('upstream died');
  });
});
