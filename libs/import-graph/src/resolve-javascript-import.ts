import { posix } from 'node:path';
import type { FileIndex } from './file-index.js';
import type { PathAliases } from './path-aliases.js';
import { UNRESOLVED, type Resolution } from './resolution.js';

const EXTENSIONS = ['.ts', '.tsx', '.d.ts', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.json'];

/** TypeScript writes the extension of what it compiles to. */
const SOURCES: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx', '.d.ts', '.jsx'],
  '.jsx': ['.tsx'],
  '.mjs': ['.mts'],
  '.cjs': ['.cts'],
};

const RELATIVE = /^(\.\.?(\/|$)|\/)/;
/** What no package is called: a project's own names. */
const ALIAS = /^(#|[@~]\/)/;
const PACKAGE = /^(@[^/]+\/[^/]+|[^/]+)/;

/** Finds the file as Node, TypeScript and bundlers do. */
export function resolveJavaScriptImport(
  specifier: string,
  importer: string,
  files: FileIndex,
  aliases: PathAliases,
): Resolution {
  // Bundlers take `./logo.svg?raw`.
  const name = specifier.replace(/(?<=.)[?#].*$/, '');
  const isRelative = RELATIVE.test(name);
  const candidates = isRelative
    ? [name.startsWith('/') ? name.slice(1) : posix.join(posix.dirname(importer), name)]
    : aliases.candidatesFor(name, importer);
  for (const candidate of candidates) {
    const found = findFile(posix.normalize(candidate), files);
    if (found !== undefined) return { type: 'files', paths: [found] };
  }
  if (isRelative || ALIAS.test(name)) return UNRESOLVED;
  // Of a URL the whole is the name.
  const [packageName = name] = name.includes('://') ? [name] : (PACKAGE.exec(name) ?? []);
  return { type: 'external', name: packageName };
}

function findFile(base: string, files: FileIndex): string | undefined {
  const path = base.replace(/\/$/, '');
  const extension = posix.extname(path);
  const stem = path.slice(0, path.length - extension.length);
  return (
    files.firstOf([path, ...(SOURCES[extension] ?? []).map((source) => stem + source)]) ??
    files.firstOf(EXTENSIONS.map((added) => path + added)) ??
    (files.hasFolder(path)
      ? files.firstOf(EXTENSIONS.map((added) => posix.join(path, `index${added}`)))
      : undefined)
  );
}
