import { readFileSync } from 'node:fs';

/** Tests that passed and failed; a spec file that did not even load counts as a failure. */
export function readJestCounts(path) {
  try {
    const results = JSON.parse(readFileSync(path, 'utf8'));
    return {
      passed: results.numPassedTests,
      failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
    };
  } catch {
    return { passed: 0, failed: 1 };
  }
}
