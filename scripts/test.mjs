// npm test: installs and builds what is missing, then runs every check. Ends with a count.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { ensureBuilt } from './ensure-built.mjs';
import { ensureDebianPackage } from './ensure-debian-package.mjs';
import { ensureDeployTools } from './ensure-deploy-tools.mjs';
import { ensureInstalled, node, root } from './ensure-installed.mjs';
import { ensurePythonPackages, pythonPackages } from './ensure-python-packages.mjs';
import { ensureServers } from './ensure-servers.mjs';
import { readJestCounts } from './read-jest-counts.mjs';

ensureInstalled();

const bin = (name) => `node_modules/${name}`;
const checks = [
  ['Lint', bin('oxlint/bin/oxlint'), '--deny-warnings'],
  ['Format', bin('prettier/bin/prettier.cjs'), '--check', '.', '--log-level', 'warn'],
  ['Types', bin('typescript/bin/tsc'), '--noEmit', '-p', 'tsconfig.json'],
  ['Types of the console', bin('typescript/bin/tsc'), '--noEmit', '-p', 'apps/console'],
  [
    'Architecture',
    bin('dependency-cruiser/bin/dependency-cruiser.mjs'),
    'apps',
    'examples',
    'libs',
    'bench',
    'documents',
    'deployment',
    '--config',
    '.dependency-cruiser.cjs',
  ],
];

async function runCheck([title, ...parameters]) {
  const startedAt = Date.now();
  const child = spawn(node, parameters, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  const output = Promise.all([text(child.stdout), text(child.stderr)]);
  const [exitCode] = await once(child, 'exit');
  const verdict = exitCode === 0 ? 'ok  ' : 'FAIL';
  console.log(`${(await output).join('')}${verdict} ${title} (${Date.now() - startedAt} ms)`);
  return exitCode === 0;
}

// Beside what follows, most of which waits for registries.
const checked = checks.map(runCheck);
ensureBuilt();
ensurePythonPackages();
ensureDeployTools();
ensureServers();
// Network namespaces are Linux's; elsewhere their tests say that they are left out.
if (process.platform === 'linux') ensureDebianPackage('iproute2', ['ip', '-Version']);
ensureDebianPackage('chromium-headless-shell', ['chromium-headless-shell', '--version']);
const verdicts = await Promise.all(checked);
let passed = verdicts.filter(Boolean).length;
let failed = verdicts.length - passed;

const results = `${root}node_modules/.cache/jest-results.json`;
const jest = spawnSync(
  node,
  [
    // Each test file loads its modules anew: a larger young generation spares a twentieth of the time.
    '--max-semi-space-size=64',
    '--experimental-vm-modules',
    '--no-warnings',
    bin('jest/bin/jest.js'),
    '--json',
    `--outputFile=${results}`,
    ...process.argv.slice(2),
  ],
  // jest --json also prints the results, which nobody wants to read.
  {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, PYTHONPATH: pythonPackages },
  },
);
const counts = readJestCounts(results);
passed += counts.passed;
failed += counts.failed + (jest.status !== 0 && counts.failed === 0 ? 1 : 0);

console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
