import type { SourceFile } from './source-file.js';
import { FileIndex } from './file-index.js';
import { findCycles } from './find-cycles.js';
import type { GraphEdge, ImportGraph } from './import-graph.js';
import type { ImportReference } from './import-reference.js';
import { countLines } from './line-counter.js';
import { PathAliases } from './path-aliases.js';
import type { ParseBudget } from './parse-in-slices.js';
import { readImports, type FileImports } from './read-imports.js';
import { UNRESOLVED, type Resolution } from './resolution.js';
import { resolveJavaScriptImport } from './resolve-javascript-import.js';
import { resolvePythonImport } from './resolve-python-import.js';

/** Longest time that parsing takes for one request, in milliseconds. */
const PARSE_BUDGET_MS = 5_000;

/** Reads the imports out of all files and resolves them among these. */
export async function buildImportGraph(
  files: readonly SourceFile[],
  language: string | undefined,
  signal: AbortSignal,
): Promise<ImportGraph> {
  const budget: ParseBudget = { leftMs: PARSE_BUDGET_MS };
  const collector = new GraphCollector(files);
  for (const file of files) {
    signal.throwIfAborted();
    collector.add(file, await readImports(file, language, budget));
  }
  return collector.graph();
}

class GraphCollector {
  readonly #files: FileIndex;
  readonly #aliases: PathAliases;
  readonly #nodes: ImportGraph['nodes'] = [];
  readonly #edges = new Map<string, GraphEdge>();
  readonly #external = new Map<string, Set<string>>();
  readonly #unresolved: ImportGraph['unresolved'] = [];

  constructor(files: readonly SourceFile[]) {
    this.#files = new FileIndex(files);
    this.#aliases = new PathAliases(files);
  }

  add({ path, content }: SourceFile, read: FileImports): void {
    this.#nodes.push({
      path,
      language: read.language ?? null,
      lines: countLines(content),
      unparsed_lines: [...read.unparsedLines],
      truncated: !read.isComplete,
    });
    for (const reference of read.imports) {
      const resolution = reference.isComputed ? UNRESOLVED : this.#resolve(path, reference, read);
      this.#record(path, reference, resolution);
    }
  }

  graph(): ImportGraph {
    const edges = [...this.#edges.values()];
    const successors = new Map<string, Set<string>>();
    for (const { from, to, kind } of edges) {
      if (kind === 'type') continue;
      successors.set(from, (successors.get(from) ?? new Set()).add(to));
    }
    return {
      nodes: this.#nodes,
      edges,
      external: [...this.#external]
        .map(([name, importers]) => ({ name, imported_by: [...importers] }))
        .sort((one, other) => (one.name < other.name ? -1 : 1)),
      unresolved: this.#unresolved,
      cycles: findCycles([...this.#files.paths], successors),
    };
  }

  #resolve(path: string, { specifier, names }: ImportReference, read: FileImports): Resolution {
    return read.language === 'python'
      ? resolvePythonImport(specifier, names ?? [], path, this.#files)
      : resolveJavaScriptImport(specifier, path, this.#files, this.#aliases);
  }

  /** The first import of a kind stands for its repetitions. */
  #record(from: string, { specifier, kind, line }: ImportReference, to: Resolution): void {
    switch (to.type) {
      case 'files':
        for (const path of to.paths) {
          const key = JSON.stringify([from, path, kind]);
          if (!this.#edges.has(key)) this.#edges.set(key, { from, to: path, kind, line });
        }
        return;
      case 'external':
        this.#external.set(to.name, (this.#external.get(to.name) ?? new Set()).add(from));
        return;
      case 'unresolved':
        this.#unresolved.push({ from, specifier, line });
    }
  }
}
