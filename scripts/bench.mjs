// npm run bench [-- --sessions] [FILE]: installs and builds what is missing, then measures.
import { spawn } from 'node:child_process';
import { ensureBuilt } from './ensure-built.mjs';
import { ensureInstalled, node, root } from './ensure-installed.mjs';

ensureInstalled();
ensureBuilt();
// Off the core that the server under test has to itself.
const command = process.platform === 'linux' ? ['taskset', '--cpu-list', '1', node] : [node];
const given = process.argv.slice(2);
const script = given.includes('--sessions') ? 'run-sessions.js' : 'run.js';
const files = given.filter((word) => word !== '--sessions');
const [program, ...rest] = [...command, `dist/bench/${script}`, ...files];
spawn(program, rest, { cwd: root, stdio: 'inherit' }).on('exit', (code) => process.exit(code ?? 1));
