import { spawnSync } from 'node:child_process';
import { root } from '../ensure-installed.mjs';

/** Where the programs are kept that this machine lacks. */
export const toolsFolder = `${root}node_modules/.cache/deploy-tools`;

/** What the checks in deployment/ run. Older ones do not know all that our files say. */
export const TOOLS = [
  { name: 'kubectl', ask: ['version', '--client'], needs: [1, 27] },
  { name: 'docker-compose', ask: ['version', '--short'], needs: [2, 20] },
];

/** The command that runs a tool: this machine's own, else the one in the cache. Undefined without any. */
export function findTool(name) {
  const { ask, needs } = TOOLS.find((tool) => tool.name === name);
  return [name, `${toolsFolder}/${name}`].find((command) => isRecent(command, ask, needs));
}

function isRecent(command, ask, [major, minor]) {
  const { stdout } = spawnSync(command, ask, { encoding: 'utf8' });
  const found = /(\d+)\.(\d+)\.\d+/
    .exec(stdout ?? '')
    ?.slice(1)
    .map(Number);
  return found !== undefined && (found[0] > major || (found[0] === major && found[1] >= minor));
}
