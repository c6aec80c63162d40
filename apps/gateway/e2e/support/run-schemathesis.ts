import { execFile } from 'node:child_process';
import { pythonEnvironment } from './run-python.js';

export interface SchemathesisRun {
  readonly requests: number;
  readonly report: string;
  readonly exitCode: number;
}

/** The same requests each time; `SCHEMATHESIS_SEED` looks for others. */
const SEED = process.env['SCHEMATHESIS_SEED'] ?? '20261123';

const OPTIONS = [
  '--checks=all',
  // What a schema cannot say: that a well-formed request is also a sensible one, such as one for a
  // model that there is.
  '--exclude-checks=positive_data_acceptance',
  '--max-examples=40',
  '--continue-on-failure',
  '--suppress-health-check=all',
  '--generation-database=none',
  '--no-color',
  `--seed=${SEED}`,
];

/**
 * Drives a service by its own OpenAPI document with thousands of requests, allowed and not, alone and in
 * sequence.
 */
export async function runSchemathesis(url: string): Promise<SchemathesisRun> {
  const parameters = ['-m', 'schemathesis.cli', 'run', `${url}/openapi.json`, ...OPTIONS];
  const env = { ...process.env, ...pythonEnvironment() };
  const { promise, resolve } = Promise.withResolvers<SchemathesisRun>();
  const options = { env, cwd: '/tmp', timeout: 170_000, maxBuffer: 50_000_000 };
  const child = execFile('python3', parameters, options, (_error, report, complaints) => {
    const requests = Number(/^ +(\d+) generated/m.exec(report)?.[1] ?? 0);
    resolve({ requests, report: report + complaints, exitCode: child.exitCode ?? 1 });
  });
  return promise;
}
