import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const CACHE = new URL('../../../../node_modules/.cache/', import.meta.url);

/** A set of packages that scripts/ensure-python-packages.mjs installs. */
export type PythonPackages = 'python-packages' | 'python-packages-instructor';

/**
 * What a Python process needs to see these packages, and to load them quickly: compiled once, for all
 * processes, and outside the sources.
 */
export function pythonEnvironment(
  packages: PythonPackages = 'python-packages',
): Record<string, string> {
  return {
    PYTHONPATH: fileURLToPath(new URL(packages, CACHE)),
    PYTHONDONTWRITEBYTECODE: '',
    PYTHONPYCACHEPREFIX: fileURLToPath(new URL('pycache', CACHE)),
  };
}

const SCRIPTS = new URL('../python/', import.meta.url);

/** The outcome of one check; `error` is absent when it passed. */
export interface CheckResult {
  readonly subject: string;
  readonly check: string;
  readonly error?: string;
}

/** Runs a script of checks with its parameters on stdin. Throws when it does not finish its list. */
export async function runPython(
  script: string,
  parameters: object,
  packages?: PythonPackages,
): Promise<CheckResult[]> {
  const child = spawn('python3', [fileURLToPath(new URL(script, SCRIPTS))], {
    env: { ...process.env, ...pythonEnvironment(packages) },
  });
  child.stdin.end(JSON.stringify(parameters));
  const [output, complaints] = await Promise.all([text(child.stdout), text(child.stderr)]);
  try {
    return JSON.parse(output) as CheckResult[];
  } catch {
    throw new Error(`${script} did not finish: ${complaints || output}`);
  }
}
