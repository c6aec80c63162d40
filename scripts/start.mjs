// npm start: installs and builds what is missing, then serves the gateway, or the app whose folder is named.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { ensureBuilt } from './ensure-built.mjs';
import { ensureInstalled, node, root } from './ensure-installed.mjs';
import { nodeFlags } from './node-flags.mjs';

ensureInstalled();
ensureBuilt();
const folder = process.argv[2] ?? 'apps/gateway';
const service = spawn(node, [...nodeFlags, `dist/${folder}/src/main.js`], {
  cwd: root,
  stdio: 'inherit',
});
// The service decides what a signal means; this process ends when it does.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => service.kill(signal));
service.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
