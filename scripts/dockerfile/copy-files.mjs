import { spawnSync } from 'node:child_process';
import { copyFileSync, lchownSync, lstatSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';

/** COPY of a file or folder of the context. Throws when .dockerignore leaves nothing of it. */
export function copyFromContext(context, path, target, mayCopy) {
  const files = filesOf(join(context, path)).filter((file) => mayCopy(relative(context, file)));
  if (files.length === 0) throw new Error(`.dockerignore leaves nothing of ${path}.`);
  for (const file of files) {
    const copy = join(target, relative(join(context, path), file));
    mkdirSync(dirname(copy), { recursive: true });
    copyFileSync(file, copy);
  }
}

/** COPY --from: as links, for no step changes a file in place. */
export function copyFromStage(original, target) {
  mkdirSync(target, { recursive: true });
  const { status, stderr } = spawnSync('cp', ['-a', '-l', `${original}/.`, target]);
  if (status !== 0) throw new Error(String(stderr));
}

/** Where Docker puts a file: in a target that is written with a slash at its end, else at it. */
export function placeOf(path, written, target) {
  return written.endsWith('/') ? join(target, basename(path)) : target;
}

export function changeOwner(target, [user, group]) {
  for (const file of [target, ...filesOf(target)]) lchownSync(file, Number(user), Number(group));
}

/** Of all files below a folder, in bytes. */
export function sizeOf(folder) {
  return filesOf(folder).reduce((bytes, file) => bytes + lstatSync(file).size, 0);
}

function filesOf(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name));
}
