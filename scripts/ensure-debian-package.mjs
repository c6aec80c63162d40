import { spawnSync } from 'node:child_process';
import { run } from './ensure-installed.mjs';

let isUpdated = false;

/** Installs a package of the system that the tests need, unless this command line works. */
export function ensureDebianPackage(name, [command, ...parameters]) {
  if (spawnSync(command, parameters).status === 0) return;
  console.log(`Installing ${name} for the tests (once) ...`);
  if (!isUpdated) aptGet('update', '--quiet=2');
  isUpdated = true;
  aptGet('install', '--yes', '--quiet=2', '--no-install-recommends', name);
}

function aptGet(...parameters) {
  if (process.getuid?.() === 0) run('apt-get', parameters);
  else run('sudo', ['apt-get', ...parameters]);
}
