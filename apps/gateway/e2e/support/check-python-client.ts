import { beforeAll, describe, expect, it } from '@jest/globals';
import { startFakeControl } from './fake-control.js';
import type { GatewayUnderTest } from './gateway-under-test.js';
import { runPython, type CheckResult, type PythonPackages } from './run-python.js';
import { SUBJECTS } from './subjects.js';

/** Runs a script of e2e/python once, and reports each of its checks for each subject as a test. */
export function checkPythonClient(
  gateway: GatewayUnderTest,
  script: string,
  checks: readonly string[],
  packages?: PythonPackages,
): void {
  describe(`python, ${script}`, () => {
    let results: readonly CheckResult[] = [];

    beforeAll(async () => {
      const control = await startFakeControl(gateway);
      try {
        const parameters = { url: gateway.url, control: control.url, subjects: SUBJECTS };
        results = await runPython(script, parameters, packages);
      } finally {
        control.close();
      }
    }, 180_000);

    it('runs every check for every subject', () => {
      expect(results).toHaveLength(SUBJECTS.length * checks.length);
    });

    describe.each(SUBJECTS)('$name', ({ name }) => {
      it.each(checks)('%s', (check) => {
        const result = results.find((found) => found.subject === name && found.check === check);
        expect(result).toEqual({ subject: name, check });
      });
    });
  });
}
