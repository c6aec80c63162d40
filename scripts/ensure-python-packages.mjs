import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { ensureDebianPackage } from './ensure-debian-package.mjs';
import { root, run } from './ensure-installed.mjs';

const requirements = `${root}apps/gateway/e2e/python/`;
const cache = `${root}node_modules/.cache/`;
/** On PYTHONPATH for the tests; nothing is installed into the machine's own Python. */
export const pythonPackages = `${cache}python-packages`;

/** Sets of Python packages that cannot live in one: where each is installed, and from which list. */
const SETS = [
  { target: pythonPackages, list: `${requirements}requirements.txt` },
  { target: `${cache}python-packages-instructor`, list: `${requirements}instructor.txt` },
];

/** Installs in a quarter of pip's time. */
const UV = 'uv==0.13.9';

const PIP_INSTALL = [
  '-m',
  'pip',
  'install',
  '--quiet',
  '--disable-pip-version-check',
  '--root-user-action=ignore',
  '--upgrade',
];

export function ensurePip() {
  ensureDebianPackage('python3-pip', ['python3', '-m', 'pip', '--version']);
}

/** Installs what the end-to-end tests drive or ask in Python, unless it is there. */
export function ensurePythonPackages() {
  const missing = SETS.filter(({ target, list }) => !isInstalled(target, list));
  if (missing.length === 0) return;
  ensurePip();
  console.log('Installing Python packages for the tests (once) ...');
  const uv = ensureUv();
  for (const { target, list } of missing) {
    install(uv, target, list);
    writeFileSync(stampOf(target), fingerprint(list));
  }
}

function isInstalled(target, list) {
  const stamp = stampOf(target);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint(list);
}

function stampOf(target) {
  return `${target}/.install-stamp`;
}

function fingerprint(list) {
  return createHash('sha256').update(readFileSync(list)).digest('hex');
}

/** The path of uv; undefined where it cannot be had. */
function ensureUv() {
  const target = `${cache}uv`;
  const path = `${target}/bin/uv`;
  if (!existsSync(path)) spawnSync('python3', [...PIP_INSTALL, `--target=${target}`, UV]);
  return existsSync(path) ? path : undefined;
}

function install(uv, target, list) {
  const parameters = [`--target=${target}`, `--requirement=${list}`];
  const withUv =
    uv &&
    spawnSync(uv, ['pip', 'install', '--quiet', '--upgrade', '--python=python3', ...parameters]);
  if (withUv?.status !== 0) run('python3', [...PIP_INSTALL, ...parameters]);
}
