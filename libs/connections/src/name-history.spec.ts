import { describe, expect, it } from '@jest/globals';
import { NameHistory } from './name-history.js';

const answers = (history: NameHistory, ...all: readonly (readonly string[])[]): NameHistory => {
  for (const answer of all) history.record(new Set(answer));
  return history;
};

const times = (count: number, address: string): string[][] =>
  Array.from({ length: count }, () => [address]);

describe('NameHistory', () => {
  it('takes an address for gone after two answers without it', () => {
    const history = answers(new NameHistory(), ['a', 'b'], ['b']);
    expect(history.isGone('a')).toBe(false);
    answers(history, ['b']);
    expect(history.isGone('a')).toBe(true);
    expect(history.isGone('b')).toBe(false);
  });

  it('looks for an address that no answer named before', () => {
    const history = new NameHistory();
    history.expect('a');
    expect(answers(history, ['b']).isGone('a')).toBe(false);
    expect(answers(history, ['b']).isGone('a')).toBe(true);
  });

  it('forgives an address that one answer lacked', () => {
    const history = answers(new NameHistory(), ['a'], ['b'], ['a'], ['b']);
    expect(history.isGone('a')).toBe(false);
  });

  it('grows patient with a name that rotates', () => {
    const history = new NameHistory();
    const turn = [...times(4, 'a'), ...times(4, 'b')];
    const goneInTurn = Array.from({ length: 10 }, () => {
      let gone = 0;
      for (const answer of turn) {
        answers(history, answer);
        if (history.isGone('a') || history.isGone('b')) gone += 1;
      }
      return gone;
    });
    expect(goneInTurn[0]).toBeGreaterThan(0);
    expect(goneInTurn.slice(2)).toEqual(Array(8).fill(0));
  });

  it('never believes for ever: thirty answers are enough for any name', () => {
    const history = new NameHistory();
    for (let turn = 0; turn < 20; turn += 1) answers(history, ...times(40, 'a'), ...times(40, 'b'));
    answers(history, ['a'], ...times(29, 'b'));
    expect(history.isGone('a')).toBe(false);
    answers(history, ['b']);
    expect(history.isGone('a')).toBe(true);
  });
});
