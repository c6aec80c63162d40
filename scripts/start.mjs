// npm start: installs and builds what is missing, then serves.
import { spawn } from 'node:child_process';
import { ensureBuilt } from './ensure-built.mjs';
import { ensureInstalled, node, root } from './ensure-installed.mjs';
import { nodeFlags } from './node-flags.mjs';

ensureInstalled();
ensureBuilt();
const gateway = spawn(node, [...nodeFlags, 'dist/apps/gateway/src/main.js'], {
  cwd: root,
  stdio: 'inherit',
});
// The gateway decides what a signal means; this process ends when it does.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => gateway.kill(signal));
gateway.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 1 : 0)));
