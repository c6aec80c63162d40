import { describe, expect, it } from '@jest/globals';
import type { AnthropicRequestBody } from './anthropic.wire.js';
import { cacheControlOf, limitCacheMarkers } from './cache-control.js';

const marked = (text: string) => ({ type: 'text' as const, text, ...cacheControlOf({}) });

function body(users: number): AnthropicRequestBody {
  return {
    model: 'm',
    max_tokens: 1,
    tools: [{ name: 'f', input_schema: { type: 'object' }, ...cacheControlOf({}) }],
    system: [marked('S')],
    messages: [
      { role: 'user', content: Array.from({ length: users }, (_, index) => marked(`U${index}`)) },
    ],
  };
}

describe('cache markers', () => {
  it.each([
    [undefined, {}],
    [{}, { cache_control: { type: 'ephemeral' } }],
    [{ ttl: '5m' }, { cache_control: { type: 'ephemeral' } }],
    [{ ttl: '30m' }, { cache_control: { type: 'ephemeral' } }],
    [{ ttl: '1h' }, { cache_control: { type: 'ephemeral', ttl: '1h' } }],
    [{ ttl: '12h' }, { cache_control: { type: 'ephemeral', ttl: '1h' } }],
  ])('%o becomes %o', (marker, expected) => {
    expect(cacheControlOf(marker)).toEqual(expected);
  });

  it('stay as they are up to four', () => {
    const ignored = new Set<string>();
    const request = body(2);
    expect(limitCacheMarkers(request, ignored)).toBe(request);
    expect(ignored.size).toBe(0);
  });

  it('are reduced to the last four, and reported', () => {
    const ignored = new Set<string>();
    const limited = limitCacheMarkers(body(4), ignored);
    expect(limited.tools?.[0]).toEqual({ name: 'f', input_schema: { type: 'object' } });
    expect(limited.system).toEqual([{ type: 'text', text: 'S' }]);
    expect(limited.messages[0]?.content).toEqual(body(4).messages[0]?.content);
    expect([...ignored]).toEqual(['messages[].content[].prompt_cache_breakpoint']);
  });
});
