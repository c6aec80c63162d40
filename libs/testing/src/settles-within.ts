import { eventually } from './eventually.js';

/** The outcome of the work. Throws when it takes longer than that, stalls of the machine left out. */
export async function settlesWithin<Value>(work: Promise<Value>, withinMs: number): Promise<Value> {
  let isSettled = false;
  const settle = () => (isSettled = true);
  work.then(settle, settle);
  await eventually(() => isSettled, 'it settles', withinMs);
  return work;
}
