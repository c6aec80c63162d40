import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Where `npm run build` puts the page: beside this lib's build, also when it runs from the sources. */
export const siteFolder = [
  new URL('../site/', import.meta.url),
  new URL('../../../dist/libs/console/site/', import.meta.url),
]
  .map((url) => fileURLToPath(url))
  .reduce((built, fromSources) => (existsSync(built) ? built : fromSources));
