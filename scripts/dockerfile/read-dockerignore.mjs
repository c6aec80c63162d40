import { readFileSync } from 'node:fs';
import { matchesGlob } from 'node:path';

/** What .dockerignore says of a path in the context: whether it may be copied. The last rule wins. */
export function readDockerignore(file) {
  const rules = readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => ({ keeps: line.startsWith('!'), glob: line.replace(/^!/, '') }));
  return (path) => {
    const words = path.split('/');
    const parents = words.map((_, index) => words.slice(0, index + 1).join('/'));
    const last = rules.findLast(({ glob }) => parents.some((parent) => matchesGlob(parent, glob)));
    return last?.keeps ?? true;
  };
}
