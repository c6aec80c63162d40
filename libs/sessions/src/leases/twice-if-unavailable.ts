import { isUnavailable } from './is-unavailable.js';

/** For a step that may be repeated without harm: a store that is back within a moment does it. */
export function twiceIfUnavailable<Result>(step: () => Promise<Result>): Promise<Result> {
  return step().catch((error: unknown) => {
    if (!isUnavailable(error)) throw error;
    return step();
  });
}
