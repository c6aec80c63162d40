import { describe, expect, it } from '@jest/globals';
import { checkHistory } from './check-history.js';

/** Turns as `question: answer`. */
function historyOf(...turns: readonly string[]) {
  return turns.flatMap((turn) => {
    const [question, answer] = turn.split(': ');
    const roles = ['user', 'assistant', 'tool', 'assistant'];
    const contents = [question, null, 'found', answer];
    return roles.map((role, index) => ({ id: `${turn} ${index}`, role, content: contents[index] }));
  });
}

function seenOf(...turns: readonly string[]) {
  const complete = turns.map((turn) => {
    const [question, answer] = turn.split(': ') as [string, string];
    return { question, answer };
  });
  return { id: 'sess_1', complete, unknown: ['cut'] };
}

describe('checkHistory', () => {
  it('finds nothing wrong where all turns are there, once, whole and in order', () => {
    expect(checkHistory(seenOf('a: 1', 'b: 2'), historyOf('a: 1', 'b: 2'))).toEqual([]);
  });

  it('lets a turn that failed for its client be there or not', () => {
    expect(checkHistory(seenOf('a: 1'), historyOf('cut: 9', 'a: 1'))).toEqual([]);
  });

  it.each([
    ['a lost turn', ['a: 1'], 'sess_1: lost ["b","2"]'],
    ['a doubled turn', ['a: 1', 'b: 2', 'b: 2'], 'sess_1: a turn is there twice'],
    ['a doubled turn that failed', ['a: 1', 'b: 2', 'cut: 9', 'cut: 9'], 'sess_1: a turn is there'],
    ['another answer', ['a: 1', 'b: 3'], 'sess_1: never seen ["b","3"]'],
    ['another order', ['b: 2', 'a: 1'], 'sess_1: in another order'],
  ])('finds %s', (_name, turns, wrong) => {
    const found = checkHistory(seenOf('a: 1', 'b: 2'), historyOf(...turns));
    expect(found.join('\n')).toContain(wrong);
  });

  it.each([1, 2, 3])('finds a turn of which only %i messages are there', (messages) => {
    const history = historyOf('a: 1', 'b: 2').slice(0, 4 + messages);
    expect(checkHistory(seenOf('a: 1'), history)).toEqual(['sess_1: half a turn at message 4']);
  });
});
