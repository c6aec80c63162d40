import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { countUsage } from './count-tokens.js';
import { limitReply } from './limit-reply.js';
import type { SimulatedReply } from './simulated-reply.js';

const say = (text: string): SimulatedReply => ({ text, toolCalls: [], finishReason: 'stop' });

describe('limitReply', () => {
  it('ends before the first stop sequence', () => {
    expect(limitReply(say('one two three'), { stop: ['three', ' two'] })).toEqual(say('one'));
    expect(limitReply(say('one'), { stop: ['x'] })).toEqual(say('one'));
  });

  it('ends at the limit with length', () => {
    expect(limitReply(say('12345678'), { maxOutputTokens: 1 })).toEqual({
      ...say('1234'),
      finishReason: 'length',
    });
    expect(limitReply(say('12345678'), { maxOutputTokens: 2 })).toEqual(say('12345678'));
  });

  it('does not cut a character in two', () => {
    expect(limitReply(say('123👋'), { maxOutputTokens: 1 }).text).toBe('123');
  });

  it('counts thinking first and does not sign what it broke off', () => {
    const reply = { ...say('12345678'), reasoning: { text: 'abcdefgh', signature: 's' } };
    expect(limitReply(reply, { maxOutputTokens: 3 })).toEqual({
      ...reply,
      text: '1234',
      finishReason: 'length',
    });
    expect(limitReply(reply, { maxOutputTokens: 1 })).toEqual({
      reasoning: { text: 'abcd', signature: '' },
      toolCalls: [],
      finishReason: 'length',
    });
  });

  it('cuts the arguments of calls', () => {
    const call = { type: 'tool-call', id: 'c', name: 'four', kind: 'function' } as const;
    const reply: SimulatedReply = {
      toolCalls: [
        { ...call, arguments: '{"a":123}' },
        { ...call, arguments: '{}' },
      ],
      finishReason: 'tool_calls',
    };
    expect(limitReply(reply, { maxOutputTokens: 2 })).toEqual({
      toolCalls: [{ ...call, arguments: '{"a"' }],
      finishReason: 'length',
    });
    expect(limitReply(reply, { maxOutputTokens: 100 })).toEqual(reply);
  });

  it('takes the reason that was ordered', () => {
    expect(limitReply(say('a'), {}, 'content_filter').finishReason).toBe('content_filter');
  });

  it('never says more than the limit, by its own count', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.option(fc.string({ minLength: 1 }), { nil: undefined }),
        fc.nat(20),
        (text, thought, maxOutputTokens) => {
          const reasoning =
            thought === undefined ? {} : { reasoning: { text: thought, signature: 's' } };
          const limited = limitReply({ ...say(text), ...reasoning }, { maxOutputTokens });
          expect(countUsage([], [limited]).outputTokens).toBeLessThanOrEqual(maxOutputTokens);
          expect(text.startsWith(limited.text ?? '')).toBe(true);
        },
      ),
    );
  });
});
