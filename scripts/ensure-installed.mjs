// Runs on whatever Node is installed and before any dependency is: built-in modules only.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** The Node that package.json pins, from the registry: reference in docs/performance.md. */
export const node = `${root}node_modules/.bin/node${process.platform === 'win32' ? '.cmd' : ''}`;

const stamp = `${root}node_modules/.install-stamp`;

/** Installs the locked dependencies unless they are there. */
export function ensureInstalled() {
  const wanted = createHash('sha256')
    .update(readFileSync(`${root}package-lock.json`))
    .digest('hex');
  if (existsSync(node) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  console.log('Installing dependencies (once) ...');
  // Not `npm ci`: where a registry mirror lacks the optional packages of other platforms, it takes the
  // lockfile for stale. This installs the locked versions too, and leaves the lockfile as it is.
  run('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error']);
  writeFileSync(stamp, wanted);
}

/** Runs a command to its end; a failure ends this process with the same exit code. */
export function run(command, parameters, options = {}) {
  const { status, error } = spawnSync(command, parameters, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
    ...options,
  });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}
