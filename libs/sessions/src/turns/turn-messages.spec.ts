import { describe, expect, it } from '@jest/globals';
import type { WireMessage } from '../session.js';
import { turnMessages } from './turn-messages.js';

const user = { role: 'user', content: 'Hi' };
const assistant = { role: 'assistant', content: 'Hello' };
const result = (id: string) => ({ role: 'tool', tool_call_id: id, content: '22' });
const calling = (...ids: string[]) => ({
  role: 'assistant',
  content: null,
  tool_calls: ids.map((id) => ({ id, type: 'function', function: { name: 'f', arguments: '{}' } })),
});

function turn(history: readonly WireMessage[], sent: readonly WireMessage[]) {
  const stored = history.map((message, index) => ({ position: index + 1, createdAt: 0, message }));
  return turnMessages(stored, sent);
}

describe('turnMessages', () => {
  it('adds what was sent', () => {
    expect(turn([], [user])).toEqual([user]);
    expect(turn([user, assistant], [user])).toEqual([user]);
  });

  it('takes the results of all pending calls, in any order, and more after them', () => {
    const sent = [result('b'), result('a'), user];
    expect(turn([user, calling('a', 'b')], sent)).toEqual(sent);
  });

  it.each<[string, WireMessage[], WireMessage[], string]>([
    ['nobody waits for', [user, assistant], [result('a')], "waits for no tool result, and 'a' is"],
    ['nobody waits for in a new session', [], [result('a')], 'waits for no tool result'],
    ['of another call', [calling('a')], [result('b')], "no result of 'b', but of 'a'"],
    ['that are not all', [calling('a', 'b', 'c')], [result('b')], "the result of 'a', 'c'"],
  ])('refuses results %s', (_what, history, sent, message) => {
    expect(() => turn(history, sent)).toThrow(
      expect.objectContaining({
        code: 'invalid_request',
        message: expect.stringContaining(message),
      }),
    );
  });

  it('closes pending calls when the conversation goes on without their results', () => {
    const closed = (id: string) => ({
      role: 'tool',
      tool_call_id: id,
      content: expect.stringContaining('not made'),
    });
    expect(turn([user, calling('a', 'b')], [user])).toEqual([closed('a'), closed('b'), user]);
  });

  it('leaves calls alone that the client brought with their results', () => {
    const sent = [user, calling('x'), result('x'), user];
    expect(turn([user, assistant], sent)).toEqual(sent);
  });
});
