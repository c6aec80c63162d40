import { describe, expect, it } from '@jest/globals';
import { ProbeRecord } from './probe-record.js';

/** What the probe counts as after each of these results: `+` good, `-` bad. */
function follow(results: string): string {
  const record = new ProbeRecord();
  return [...results]
    .map((result) => {
      record.add(result === '+' ? { latencyMs: 1 } : { error: 'away' });
      return record.isUp === true ? '+' : '-';
    })
    .join('');
}

describe('what is known of a probe', () => {
  it.each([
    ['+', '+'],
    ['-', '-'],
    ['+-', '++'],
    ['+--', '++-'],
    ['+-+-+-', '++++++'],
    ['-+', '--'],
    ['-++', '--+'],
    ['-+-++', '----+'],
    ['+--+-++', '++----+'],
  ])('after %s is %s', (results, states) => {
    expect(follow(results)).toBe(states);
  });

  it('is nothing before the first result', () => {
    expect(new ProbeRecord().isUp).toBeUndefined();
  });

  it('tells of each change once, and of its time', () => {
    const record = new ProbeRecord();
    const changes = ['', '', 'away', 'away', 'away', '', ''].map((error) =>
      record.add(error === '' ? {} : { error }),
    );
    expect(changes).toEqual([true, false, false, true, false, false, true]);
    expect(record.since.getTime()).toBeGreaterThan(Date.now() - 10_000);
  });

  it('keeps the last failure, and the last time that was measured', () => {
    const record = new ProbeRecord();
    record.add({ latencyMs: 7 });
    record.add({ error: 'refused', latencyMs: 9 });
    record.add({ error: 'still running' });
    record.add({ latencyMs: 3 });
    expect(record.lastFailure?.message).toBe('still running');
    expect(record.latencyMs).toBe(3);
  });
});
