// npm run reliability [-- rolling-deploy|faults]: measures what docs/reliability.md tells, and writes it there.
import { ensureBuilt } from './ensure-built.mjs';
import { ensureInstalled, node, run } from './ensure-installed.mjs';
import { ensureServers } from './ensure-servers.mjs';

ensureInstalled();
ensureBuilt();
ensureServers();
const wanted = process.argv.slice(2);
for (const part of wanted.length > 0 ? wanted : ['rolling-deploy', 'faults'])
  run(node, [`dist/apps/gateway/e2e/reliability-report/run-${part}.js`]);
