import { describe, expect, it } from '@jest/globals';
import { isSessionId, newSessionId } from './session-id.js';

describe('newSessionId', () => {
  it('is a session id, and another one each time', () => {
    const ids = Array.from({ length: 100 }, newSessionId);
    expect(ids.every(isSessionId)).toBe(true);
    expect(new Set(ids).size).toBe(100);
  });

  it('is greater than all before', () => {
    const ids = Array.from({ length: 1_000 }, newSessionId);
    expect(ids.toSorted()).toEqual(ids);
  });
});

describe('isSessionId', () => {
  const id = newSessionId();

  it.each(['', 'sess_', id.slice(1), `${id}0`, `${id}\n`, id.toUpperCase(), `sess_{a}:b`])(
    'refuses %j',
    (text) => {
      expect(isSessionId(text)).toBe(false);
    },
  );
});
