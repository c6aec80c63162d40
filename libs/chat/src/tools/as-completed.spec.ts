import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { asCompleted } from './as-completed.js';

const unhandled: unknown[] = [];
const keep = (reason: unknown) => void unhandled.push(reason);
beforeEach(() => {
  unhandled.splice(0);
  process.on('unhandledRejection', keep);
});
afterEach(async () => {
  await new Promise((resolve) => setTimeout(resolve, 10));
  process.off('unhandledRejection', keep);
  if (unhandled.length > 0) throw unhandled[0];
});

const after = <Value>(ms: number, value: Value) =>
  new Promise<Value>((resolve) => setTimeout(resolve, ms, value));

it('gives values as they are there', async () => {
  const seen: number[] = [];
  for await (const value of asCompleted([after(20, 1), after(1, 2), Promise.resolve(3)]))
    seen.push(value);
  expect(seen).toEqual([3, 2, 1]);
});

it('fails with the first rejection, and swallows those after it', async () => {
  const failing = [after(1, 1).then(() => Promise.reject(new Error('one'))), after(2, 2)];
  const late = after(5, 3).then(() => Promise.reject(new Error('two')));
  const values = asCompleted<unknown>([...failing, late]);
  await expect(values.next()).rejects.toThrow('one');
});

it('may be left early', async () => {
  const late = after(3, 0).then(() => Promise.reject(new Error('late')));
  for await (const value of asCompleted<unknown>([Promise.resolve(1), late])) {
    expect(value).toBe(1);
    break;
  }
});
