import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { ensureDebianPackage } from './ensure-debian-package.mjs';
import { root, run } from './ensure-installed.mjs';

const requirements = `${root}apps/gateway/e2e/python/requirements.txt`;
/** On PYTHONPATH for the tests; nothing is installed into the machine's own Python. */
export const pythonPackages = `${root}node_modules/.cache/python-packages`;
const stamp = `${pythonPackages}/.install-stamp`;

export function ensurePip() {
  ensureDebianPackage('python3-pip', ['python3', '-m', 'pip', '--version']);
}

/** Installs what the end-to-end tests drive or ask in Python, unless it is there. */
export function ensurePythonPackages() {
  const wanted = createHash('sha256').update(readFileSync(requirements)).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  ensurePip();
  console.log('Installing Python packages for the tests (once) ...');
  run('python3', [
    '-m',
    'pip',
    'install',
    '--quiet',
    '--disable-pip-version-check',
    '--root-user-action=ignore',
    '--upgrade',
    `--target=${pythonPackages}`,
    `--requirement=${requirements}`,
  ]);
  writeFileSync(stamp, wanted);
}
