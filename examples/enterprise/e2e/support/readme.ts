import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
export const README = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

/** The shell blocks of the README, in order. */
export const COMMANDS = [...README.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(
  ([, command = '']) => command,
);
