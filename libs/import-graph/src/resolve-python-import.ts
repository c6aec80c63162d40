import { posix } from 'node:path';
import type { FileIndex } from './file-index.js';
import { UNRESOLVED, type Resolution } from './resolution.js';

/** Folders above a file that may be on Python's path; more would cost hostile code more than real code. */
const MOST_ROOTS = 8;

/**
 * Finds the modules as Python does. Which folders are on its path is not known, so that each folder
 * above the importing file may be, unless it is a package itself, and `src`.
 */
export function resolvePythonImport(
  specifier: string,
  names: readonly string[],
  importer: string,
  files: FileIndex,
): Resolution {
  const level = /^\.*/.exec(specifier)?.[0].length ?? 0;
  const steps = specifier.slice(level).split('.').filter(Boolean);
  const roots = level > 0 ? relativeRoot(importer, level) : absoluteRoots(importer, files);
  for (const root of roots) {
    const paths = findModules(root, steps, names, files);
    if (paths.length > 0) return { type: 'files', paths };
  }
  const [top] = steps;
  if (level > 0 || top === undefined) return UNRESOLVED;
  return roots.some((root) => files.hasFolder(posix.join(root, top)))
    ? UNRESOLVED
    : { type: 'external', name: top };
}

function findModules(
  root: string,
  steps: readonly string[],
  names: readonly string[],
  files: FileIndex,
): readonly string[] {
  const base = posix.join(root, ...steps);
  const own = steps.length > 0 ? findModule(base, files) : findPackage(base, files);
  const found =
    names.length > 0 && files.hasFolder(base)
      ? names.map((name) => findModule(posix.join(base, name), files) ?? own)
      : [own];
  return [...new Set(found.filter((path) => path !== undefined))];
}

function findModule(base: string, files: FileIndex): string | undefined {
  return files.firstOf([`${base}.py`, `${base}.pyi`]) ?? findPackage(base, files);
}

function findPackage(folder: string, files: FileIndex): string | undefined {
  return files.firstOf([posix.join(folder, '__init__.py'), posix.join(folder, '__init__.pyi')]);
}

/** One dot is the importing file's own folder; none when there are more dots than folders. */
function relativeRoot(importer: string, level: number): readonly string[] {
  const folders = importer.split('/').slice(0, -1);
  if (level - 1 > folders.length) return [];
  return [folders.slice(0, folders.length - level + 1).join('/') || '.'];
}

function absoluteRoots(importer: string, files: FileIndex): readonly string[] {
  const folders = importer.split('/').slice(0, -1);
  const above = folders
    .map((_, index) => folders.slice(0, folders.length - index).join('/'))
    .slice(0, MOST_ROOTS)
    .filter((folder) => findPackage(folder, files) === undefined);
  return [...above, '.', 'src'];
}
