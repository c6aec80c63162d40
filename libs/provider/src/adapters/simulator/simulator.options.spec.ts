import { describe, expect, it } from '@jest/globals';
import { chatCallFor } from 'llm-gateway/testing';
import { simulatorCallOf, simulatorQuirksOf } from './simulator.options.js';

const providerWith = (quirks: Record<string, unknown> = {}) =>
  chatCallFor({ url: 'simulator:', adapter: 'simulator', quirks }).provider;

const read = (name: string, metadata?: Record<string, string>, quirks?: Record<string, unknown>) =>
  simulatorCallOf(name, providerWith(quirks), metadata);

describe('simulatorCallOf', () => {
  it('reads a bare model name', () => {
    expect(read('echo')).toEqual({ model: 'echo', options: {} });
    expect(read('embedding?')).toEqual({ model: 'embedding', options: {} });
  });

  it('reads every key of the query', () => {
    const query =
      'latency_ms=200&chunk_ms=20&status=429&code=slow&retry_after=1.5&fail_attempts=1' +
      '&cut_after=3&tokens=500&refuse=true&finish=length';
    expect(read(`reasoner?${query}`)).toEqual({
      model: 'reasoner',
      options: {
        latencyMs: 200,
        chunkMs: 20,
        status: 429,
        code: 'slow',
        retryAfterMs: 1_500,
        failAttempts: 1,
        cutAfter: 3,
        tokens: 500,
        refuse: true,
        finish: 'length',
      },
    });
  });

  it('lets metadata win over the model name, and that over the quirks', () => {
    const quirks = { latency_ms: 1, chunk_ms: 1, tokens: 1 };
    const metadata = { simulator_latency_ms: '3', team: 'blue' };
    expect(read('echo?latency_ms=2&chunk_ms=2', metadata, quirks).options).toEqual({
      latencyMs: 3,
      chunkMs: 2,
      tokens: 1,
    });
  });

  it('does not know other models', () => {
    expect(() => read('gpt-9?tokens=1')).toThrow(
      expect.objectContaining({
        code: 'model_not_found',
        message: "The simulator has no model 'gpt-9'; it has echo, reasoner, embedding.",
      }),
    );
  });

  it.each([
    ['latency_ms', '-1'],
    ['latency_ms', '99999999'],
    ['chunk_ms', '1.5'],
    ['status', '200'],
    ['status', '600'],
    ['retry_after', 'soon'],
    ['retry_after', ''],
    ['code', 'two words'],
    ['fail_attempts', 'x'],
    ['cut_after', ''],
    ['tokens', '1e3'],
    ['refuse', 'yes'],
    ['finish', 'tool_calls'],
    ['toString', '1'],
    ['latency', '1'],
  ])('refuses %s=%s, wherever it stands', (key, value) => {
    const refusal = (param: string) =>
      expect.objectContaining({
        code: 'invalid_request',
        message: expect.stringContaining(`'${key}'`),
        details: { param },
      });
    expect(() => read(`echo?${key}=${value}`)).toThrow(refusal('model'));
    expect(() => read('echo', { [`simulator_${key}`]: value })).toThrow(
      refusal(`metadata.simulator_${key}`),
    );
    expect(() => simulatorQuirksOf(providerWith({ [key]: value }))).toThrow(
      new RegExp(`Quirks of provider 'simulator'.*'${key}'`),
    );
  });
});
