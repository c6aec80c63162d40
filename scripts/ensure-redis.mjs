import { spawnSync } from 'node:child_process';
import { run } from './ensure-installed.mjs';

/** Installs the redis-server that the tests start themselves, unless it is there. */
export function ensureRedis() {
  if (spawnSync('redis-server', ['--version']).status === 0) return;
  console.log('Installing redis-server for the tests (once) ...');
  aptGet('update', '--quiet=2');
  aptGet('install', '--yes', '--quiet=2', 'redis-server');
}

function aptGet(...parameters) {
  if (process.getuid?.() === 0) run('apt-get', parameters);
  else run('sudo', ['apt-get', ...parameters]);
}
