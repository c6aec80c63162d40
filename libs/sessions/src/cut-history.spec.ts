import { describe, expect, it } from '@jest/globals';
import { cutHistory } from './cut-history.js';

const roles = ['user', 'assistant', 'tool', 'tool', 'assistant', 'user', 'assistant'];
const history = roles.map((role, index) => ({
  position: index + 1,
  createdAt: 0,
  message: { role, content: `${index + 1}` },
}));

describe('cutHistory', () => {
  it.each([1, 4, 5, 6, 7])('keeps the first %d messages as they are', (position) => {
    expect(cutHistory(history, position)).toEqual(
      history.slice(0, position).map(({ message }) => message),
    );
  });

  it.each([2, 3])('does not cut tool calls from their results, after message %d', (position) => {
    expect(() => cutHistory(history, position)).toThrow(
      expect.objectContaining({ code: 'invalid_request', details: { param: 'up_to' } }),
    );
  });

  it('keeps calls that still wait for their results', () => {
    expect(cutHistory(history.slice(0, 2), 2)).toHaveLength(2);
  });

  it('refuses a message that is not there', () => {
    expect(() => cutHistory(history, 8)).toThrow(
      expect.objectContaining({
        message: "'up_to' names no message of the session: msg_8.",
        details: { param: 'up_to' },
      }),
    );
  });
});
