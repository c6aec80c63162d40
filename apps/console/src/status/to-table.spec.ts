import { describe, expect, it } from '@jest/globals';
import { toTable } from './to-table.js';

describe('toTable', () => {
  it('makes rows of a list of objects, and of objects by name', () => {
    const row = { calls: 1, failures: 0 };
    expect(toTable([row])).toEqual({ columns: ['calls', 'failures'], rows: [row] });
    expect(toTable({ openai: row })).toEqual({
      columns: ['name', 'calls', 'failures'],
      rows: [{ name: 'openai', ...row }],
    });
  });

  it.each([
    [{ pid: 1, node: 'v26' }],
    [{ memory: { used: 1, limit: 2 }, loop: { delay: 3, busy: 4 } }],
    [['a', 'b']],
    [{}],
    ['text'],
  ])('leaves %j, which is no table', (value) => {
    expect(toTable(value)).toBeUndefined();
  });
});
