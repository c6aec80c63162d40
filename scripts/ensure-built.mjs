import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { node, root, run } from './ensure-installed.mjs';

const SOURCE = /\.(tsx?|mjs|css|html|svg)$/;
const stamp = `${root}dist/.build-stamp`;

/** Compiles the sources unless none has changed since the last time. */
export function ensureBuilt() {
  const wanted = fingerprint();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  console.log('Building ...');
  run(node, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json']);
  run(node, ['node_modules/vite/bin/vite.js', 'build', 'apps/console']);
  mkdirSync(`${root}dist`, { recursive: true });
  writeFileSync(stamp, wanted);
}

/** Of the names, sizes and times of all sources; reading them all would take longer. */
function fingerprint() {
  const hash = createHash('sha256');
  for (const file of ['package-lock.json', 'tsconfig.json', 'tsconfig.build.json'])
    hash.update(describe(file));
  for (const folder of ['apps', 'examples', 'libs', 'bench'])
    for (const file of readdirSync(root + folder, { recursive: true }).sort())
      if (SOURCE.test(file) && !file.endsWith('spec.ts'))
        hash.update(describe(`${folder}/${file}`));
  return hash.digest('hex');
}

function describe(file) {
  const { size, mtimeMs } = statSync(root + file);
  return `${file}:${size}:${mtimeMs};`;
}
