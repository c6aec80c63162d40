import { globSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** The packages in a node_modules folder and their versions, by their places as in a lockfile. */
export function packagesOf(folder) {
  const manifests = globSync(`{,**/node_modules/}{@*/,}*/package.json`, { cwd: folder });
  return Object.fromEntries(
    manifests
      .map((path) => [dirname(path), JSON.parse(readFileSync(`${folder}/${path}`, 'utf8'))])
      .filter(([path, { name, version }]) => version !== undefined && path.endsWith(name))
      .map(([path, { version }]) => [`node_modules/${path}`, version]),
  );
}
