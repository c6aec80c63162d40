import { describe, expect, it } from '@jest/globals';
import { placeFindings } from './place-findings.js';

const FILES = [
  { path: 'src/a.ts', content: 'one\ntwo\n' },
  { path: 'src/b/index.ts', content: 'one' },
  { path: 'lib/b/index.ts', content: '' },
];

const place = (file: string, line: number) => placeFindings([{ file, line }], FILES);

describe('placeFindings', () => {
  it.each(['src/a.ts', './src/a.ts', '/src/a.ts', 'a.ts', 'src\\a.ts', 'project/src/a.ts'])(
    'takes %s for src/a.ts',
    (file) => expect(place(file, 2)).toEqual([{ file: 'src/a.ts', line: 2 }]),
  );

  it.each(['', '.', '/', 'c.ts', 'index.ts', 'xa.ts', 'src'])('finds no file in %j', (file) =>
    expect(place(file, 1)).toEqual([]),
  );

  it.each([
    ['src/a.ts', 0],
    ['src/a.ts', 3],
    ['src/a.ts', -1],
    ['src/b/index.ts', 2],
    ['lib/b/index.ts', 1],
  ])('knows that %s has no line %i', (file, line) => expect(place(file, line)).toEqual([]));
});
