// node scripts/run-dockerfile.mjs [APP ...]: runs the Dockerfile's steps without an engine, then starts
// each image as `docker run --read-only` would, and serves until a signal ends it. One JSON line each.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { ImageBuilder } from './dockerfile/build-image.mjs';
import { sizeOf } from './dockerfile/copy-files.mjs';
import { packagesOf } from './dockerfile/packages-of.mjs';
import { startImage } from './dockerfile/start-image.mjs';
import { root } from './ensure-installed.mjs';

const apps = process.argv.length > 2 ? process.argv.slice(2) : ['gateway'];
const builder = new ImageBuilder(root);
const services = [];

function end(exitCode) {
  for (const service of services) service.kill('SIGKILL');
  // Folders that were made read-only would stay.
  spawnSync('chmod', ['-R', 'u+w', builder.folder]);
  rmSync(builder.folder, { recursive: true, force: true });
  process.exit(exitCode);
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => end(0));

try {
  for (const app of apps) {
    const image = builder.build({ APP: app });
    // Without the base image.
    const bytes = sizeOf(image.root) - sizeOf(`${image.root}/usr`);
    const packages = packagesOf(`${image.root}/app/node_modules`);
    const { service, url, user, health } = await startImage(image);
    services.push(service);
    console.log(JSON.stringify({ app, bytes, packages, url, user, health }));
  }
} catch (error) {
  console.error(error.message);
  end(1);
}
