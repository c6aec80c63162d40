import { describe, expect, it } from '@jest/globals';
import { retryAfterOf } from './retry-after.js';

const NOW = Date.parse('2026-11-23T12:00:00Z');
const HTTP_DATE = 'Mon, 23 Nov 2026 12:00:30 GMT';

describe('retryAfterOf', () => {
  it.each<[Record<string, string | string[]>, number | undefined]>([
    [{}, undefined],
    [{ 'retry-after': '20' }, 20_000],
    [{ 'retry-after': '0' }, 0],
    [{ 'retry-after': ' 1.5 ' }, 1_500],
    [{ 'retry-after': ['7', '9'] }, 7_000],
    [{ 'retry-after': HTTP_DATE }, 30_000],
    [{ 'retry-after': 'Monday, 23-Nov-26 12:00:30 GMT' }, 30_000],
    [{ 'retry-after': 'Mon, 23 Nov 2026 11:00:00 GMT' }, 0],
    [{ 'retry-after-ms': '1500' }, 1_500],
    [{ 'retry-after-ms': '250.5', 'retry-after': '20' }, 250.5],
    [{ 'retry-after-ms': '', 'retry-after': '20' }, 20_000],
    [{ 'retry-after-ms': 'soon', 'retry-after': '20' }, 20_000],
    [{ 'retry-after-ms': '-5', 'retry-after': '20' }, 20_000],
  ])('reads %j as %p ms', (headers, milliseconds) => {
    expect(retryAfterOf(headers, NOW)).toBe(milliseconds);
  });

  it.each([
    '',
    ' ',
    '-1',
    'NaN',
    'Infinity',
    '1e300',
    '0x10',
    '9'.repeat(40),
    'tomorrow',
    '12s',
    'May',
    'a:b',
  ])('takes %j for no wish', (value) => {
    expect(retryAfterOf({ 'retry-after': value }, NOW)).toBeUndefined();
  });

  it('counts a date from now', () => {
    const date = new Date(Date.now() + 60_000).toUTCString();
    const milliseconds = retryAfterOf({ 'retry-after': date });
    expect(milliseconds).toBeGreaterThan(50_000);
    expect(milliseconds).toBeLessThanOrEqual(60_000);
  });
});
