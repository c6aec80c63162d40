import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { environmentOf } from './run-step.mjs';

const START_MS = 30_000;
const ADDRESS = /http:\/\/localhost:(\d+)/;
/** Whom nobody's files belong to. The image's own user, 1000, may be a person on this machine. */
const NOBODY = 65_534;
/** Its words: the image's folder, its volume's storage, the place of that in the folder, the command. */
const READ_ONLY = `mount --bind "$1" "$1" && mount -o remount,ro,bind "$1" &&
  mount --bind "$2" "$3" && shift 3 && exec "$@"`;
/** What a service must not be able to do in its image; prints who it is. */
const PROBE =
  'if { true >> package.json || true > probe; } 2>/dev/null; then echo writable; fi; id -u';

/**
 * Starts an image's CMD on a free port, not as root and with nothing to write to but its volume, and
 * runs its HEALTHCHECK once. Throws when it does not start, or can write to its own files.
 *
 * @returns the process, its address, the number of its user, and the exit code of the health check
 */
export async function startImage(image) {
  if (!/^[1-9]\d*(?::|$)/.test(image.user ?? ''))
    throw new Error('The Dockerfile needs a USER by number that is not 0.');
  const confined = confine(image);
  const environment = { ...environmentOf(image), ...portVariables(image, 0) };
  const options = { cwd: join(image.root, image.workdir), env: environment };

  const probe = confined(['sh', '-c', PROBE]);
  const { status, stdout, stderr } = spawnSync(probe[0], probe.slice(1), options);
  const user = String(stdout).trim();
  if (status !== 0) throw new Error(`Cannot confine the image: ${stderr}`);
  if (user.startsWith('writable')) throw new Error('The image can be written by its own process.');

  const [program, ...parameters] = confined(image.command);
  const service = spawn(program, parameters, { ...options, stdio: ['ignore', 'pipe', 'inherit'] });
  const port = await listeningPort(service);
  const [checker, ...words] = confined(image.healthCheck);
  const health = spawnSync(checker, words, {
    ...options,
    env: { ...environment, ...portVariables(image, port) },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return { service, url: `http://localhost:${port}`, user: Number(user), health: health.status };
}

/** `docker run -e`, for the ports that the image sets. */
function portVariables({ env }, port) {
  const names = Object.keys(env).filter((name) => name.endsWith('_PORT'));
  return Object.fromEntries(names.map((name) => [name, String(port)]));
}

/**
 * Makes a command that runs another as `docker run --read-only` would: as nobody if this is root, on a
 * read-only mount where one may be made, else on files that have lost their permission to be written.
 */
function confine({ root, volumes: [volume] }) {
  const isRoot = process.getuid() === 0;
  const identity = isRoot
    ? ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups', '--']
    : [];
  const mayMount = isRoot && spawnSync('unshare', ['--mount', 'true']).status === 0;
  const storage = mayMount ? mkdtempSync(`${root}-volume-`) : join(root, volume);
  if (!mayMount) spawnSync('chmod', ['-R', 'a-w', root]);
  chmodSync(storage, 0o700);
  if (isRoot) chownSync(storage, NOBODY, NOBODY);
  const mount = ['unshare', '--mount', 'sh', '-c', READ_ONLY, 'sh', root, storage];
  const prefix = mayMount ? [...mount, join(root, volume), ...identity] : identity;
  return (command) => [...prefix, ...command];
}

function listeningPort(service) {
  return new Promise((resolve, reject) => {
    let output = '';
    const fail = (what) => reject(new Error(`The image's CMD ${what}: ${output}`));
    const timer = setTimeout(() => fail('did not start'), START_MS);
    service.once('error', reject).once('exit', () => fail('ended'));
    service.stdout.on('data', (data) => {
      output += data;
      const port = ADDRESS.exec(output)?.[1];
      if (port === undefined) return;
      clearTimeout(timer);
      service.stdout.removeAllListeners('data').resume();
      resolve(Number(port));
    });
  });
}
