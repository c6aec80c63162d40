import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

/** Where scripts/ensure-python-packages.mjs puts the Python clients. */
export const PYTHON_PACKAGES = fileURLToPath(
  new URL('../../../../node_modules/.cache/python-packages', import.meta.url),
);
const SCRIPTS = new URL('../python/', import.meta.url);

/** The outcome of one check; `error` is absent when it passed. */
export interface CheckResult {
  readonly subject: string;
  readonly check: string;
  readonly error?: string;
}

/** Runs a script of checks with its parameters on stdin. Throws when it does not finish its list. */
export async function runPython(script: string, parameters: object): Promise<CheckResult[]> {
  const child = spawn('python3', [fileURLToPath(new URL(script, SCRIPTS))], {
    env: {
      ...process.env,
      PYTHONPATH: process.env['PYTHONPATH'] ?? PYTHON_PACKAGES,
      PYTHONDONTWRITEBYTECODE: '1',
    },
  });
  child.stdin.end(JSON.stringify(parameters));
  const [output, complaints] = await Promise.all([text(child.stdout), text(child.stderr)]);
  try {
    return JSON.parse(output) as CheckResult[];
  } catch {
    throw new Error(`${script} did not finish: ${complaints || output}`);
  }
}
