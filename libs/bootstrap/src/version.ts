import { readFileSync } from 'node:fs';

/** From package.json, which lies at the same distance in the sources and in the build. */
function readVersion(): string {
  for (const distance of ['../../..', '../../../..']) {
    try {
      const file = new URL(`${distance}/package.json`, import.meta.url);
      return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
    } catch {
      continue;
    }
  }
  return 'unknown';
}

export const VERSION = readVersion();
