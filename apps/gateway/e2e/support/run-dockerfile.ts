import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** One image of the Dockerfile, running: see scripts/run-dockerfile.mjs. */
export interface RunningImage {
  readonly app: string;
  /** What the Dockerfile adds to the base image. */
  readonly bytes: number;
  /** Version by place in it, as in a lockfile: `node_modules/express`. */
  readonly packages: Readonly<Record<string, string>>;
  /** Without a trailing slash. */
  readonly url: string;
  /** The number of the user that the service is run as. */
  readonly user: number;
  /** The exit code of its HEALTHCHECK. */
  readonly health: number;
}

export interface RunningImages {
  readonly images: readonly RunningImage[];
  stop(): Promise<void>;
}

/** Builds and starts the images of these apps. Throws with what was printed when one does not start. */
export async function runDockerfile(
  apps: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<RunningImages> {
  const script = spawn(process.execPath, ['scripts/run-dockerfile.mjs', ...apps], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(script, 'exit');
  let errors = '';
  script.stderr.on('data', (data: Buffer) => (errors += data.toString()));
  const images: RunningImage[] = [];
  for await (const line of createInterface({ input: script.stdout })) {
    images.push(JSON.parse(line) as RunningImage);
    if (images.length === apps.length) break;
  }
  const stop = async () => {
    script.kill();
    await exited;
  };
  if (images.length === apps.length) return { images, stop };
  await exited;
  throw new Error(`The Dockerfile could not be run. ${errors}`);
}
