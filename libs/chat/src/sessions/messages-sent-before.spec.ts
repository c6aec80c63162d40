import { describe, expect, it } from '@jest/globals';
import { messagesSentBefore } from './messages-sent-before.js';

const history = (...roles: string[]) =>
  roles.map((role, index) => ({ position: index + 1, createdAt: 0, message: { role } }));

describe('messagesSentBefore', () => {
  it.each([
    [[], 0],
    [['user', 'assistant'], 1],
    [['user', 'assistant', 'tool', 'tool', 'assistant'], 4],
    // A fork may end in the middle of a turn.
    [['user', 'assistant', 'user'], 1],
    [['user'], 0],
  ])('of the history %j is %d', (roles, count) => {
    expect(messagesSentBefore({}, history(...roles))).toBe(count);
  });

  it('counts the system message of the session', () => {
    const defaults = { system: 'Be brief.' };
    expect(messagesSentBefore(defaults, history('user', 'assistant'))).toBe(2);
    expect(messagesSentBefore(defaults, [])).toBe(0);
  });

  it('is unknown where the session wants no prompt caching', () => {
    const defaults = { promptCaching: false as const };
    expect(messagesSentBefore(defaults, history('user', 'assistant'))).toBeUndefined();
  });
});
