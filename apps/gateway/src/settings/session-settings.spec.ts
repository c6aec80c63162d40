import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readSessionSettings } from './session-settings.js';
import { SettingsReader } from 'llm-gateway/bootstrap';

function read(environment: Record<string, string> = {}) {
  const faults: string[] = [];
  return { settings: readSessionSettings(new SettingsReader(environment, faults)), faults };
}

describe('readSessionSettings', () => {
  it('keeps sessions in the folder data for an hour, unless told otherwise', () => {
    expect(read()).toEqual({
      settings: {
        dataDir: resolve('data'),
        defaultTtlSeconds: 3_600,
        maximumTtlSeconds: 2_592_000,
        waitMs: 30_000,
      },
      faults: [],
    });
  });

  it('never lets the default outlive the longest life', () => {
    const { settings } = read({ LLM_GATEWAY_SESSION_MAX_TTL_SECONDS: '60' });
    expect(settings.defaultTtlSeconds).toBe(60);
  });

  it('takes a Redis URL, and says what is wrong with one', () => {
    const url = 'redis://redis:6379';
    expect(read({ LLM_GATEWAY_REDIS_URL: url }).settings.redisUrl).toBe(url);
    expect(read({ LLM_GATEWAY_REDIS_URL: 'redis' }).faults).toEqual([
      expect.stringMatching(/^LLM_GATEWAY_REDIS_URL: The Redis URL has none of the known forms/),
    ]);
  });
});
