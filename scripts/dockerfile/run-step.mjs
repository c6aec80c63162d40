import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const RUN_MS = 300_000;
/** What npm needs of this machine. Its other npm_config_* would name this repository's folder. */
const PASSED_ON =
  /^(HOME|npm_config_(registry|cache|userconfig|fetch_retries)|(https?|no)_proxy|NODE_EXTRA_CA_CERTS|SSL_CERT_\w+)$/i;
/** npm's words for a registry that it cannot reach. */
const UNREACHABLE = /ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|network/;

/** RUN: by this machine's sh, in the image's folder. Throws with what it printed when it fails. */
export function runStep(image, command) {
  const { status, signal, stdout, stderr } = spawnSync('sh', ['-c', command], {
    cwd: join(image.root, image.workdir),
    env: {
      // The lockfile says what to take: what is in npm's cache need not be asked for.
      npm_config_prefer_offline: 'true',
      // A registry that is away is told within a minute, not ten.
      npm_config_fetch_retries: '1',
      npm_config_fetch_timeout: '30000',
      ...Object.fromEntries(Object.entries(process.env).filter(([name]) => PASSED_ON.test(name))),
      ...image.arguments,
      ...environmentOf(image),
    },
    encoding: 'utf8',
    timeout: RUN_MS,
  });
  if (status === 0) return;
  const output = `${stdout}${stderr}`.trim();
  const hint = UNREACHABLE.test(output) ? '\nCan npm reach its registry? Try: npm ping' : '';
  throw new Error(`It ended with ${signal ?? status}. ${output}${hint}`);
}

/** The image's variables, with paths where they are on this machine, and its node first in the PATH. */
export function environmentOf({ root, env }) {
  const placed = Object.entries(env).map(([name, value]) => [
    name,
    value.startsWith('/') ? join(root, value) : value,
  ]);
  return {
    ...Object.fromEntries(placed),
    PATH: `${join(root, 'usr/local/bin')}:${process.env.PATH}`,
  };
}
