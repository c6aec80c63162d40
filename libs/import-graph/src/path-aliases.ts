import { posix } from 'node:path';
import { parse } from 'jsonc-parser';
import type { SourceFile } from './source-file.js';

interface Alias {
  /** Folder of the tsconfig.json; the alias holds for the files in it. */
  readonly folder: string;
  readonly prefix: string;
  /** Undefined for an alias without `*`, which stands for itself alone. */
  readonly suffix: string | undefined;
  readonly targets: readonly string[];
}

/** Each import is compared with all of them. */
const MOST_ALIASES = 100;
const MOST_TARGETS = 8;

/** `compilerOptions.paths` of the tsconfig.json and jsconfig.json files that were sent. */
export class PathAliases {
  readonly #aliases: readonly Alias[];

  constructor(files: readonly SourceFile[]) {
    this.#aliases = files
      .filter(({ path }) => /(^|\/)(ts|js)config(\.base)?\.json$/.test(path))
      .flatMap(readAliases)
      .slice(0, MOST_ALIASES);
  }

  /** Paths, without extension, that the specifier may stand for; none when no alias fits. */
  candidatesFor(specifier: string, importer: string): readonly string[] {
    return this.#aliases
      .filter(({ folder }) => folder === '.' || importer.startsWith(`${folder}/`))
      .flatMap(({ prefix, suffix, targets }) => {
        if (suffix === undefined) return specifier === prefix ? targets : [];
        if (!specifier.startsWith(prefix) || !specifier.endsWith(suffix)) return [];
        const rest = specifier.slice(prefix.length, specifier.length - suffix.length);
        return targets.map((target) => target.replace('*', () => rest));
      });
  }
}

function readAliases({ path, content }: SourceFile): Alias[] {
  const options = asObject(asObject(parseLoosely(content))['compilerOptions']);
  const folder = posix.dirname(path);
  const base = typeof options['baseUrl'] === 'string' ? options['baseUrl'] : '.';
  return Object.entries(asObject(options['paths'])).map(([pattern, value]) => {
    const [prefix = '', suffix] = pattern.split('*');
    const targets = (Array.isArray(value) ? value : [])
      .filter((target): target is string => typeof target === 'string')
      .slice(0, MOST_TARGETS)
      .map((target) => posix.join(folder, base, target));
    return { folder, prefix, suffix, targets };
  });
}

/** Comments are allowed in these files. */
function parseLoosely(text: string): unknown {
  try {
    return parse(text);
  } catch {
    // Nested too deeply for the parser's stack: no configuration of a compiler.
    return undefined;
  }
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
