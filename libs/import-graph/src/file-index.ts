/** The paths that were sent, and the folders that they lie in. */
export class FileIndex {
  readonly paths: ReadonlySet<string>;
  readonly #folders = new Set<string>(['.']);

  constructor(files: readonly { readonly path: string }[]) {
    this.paths = new Set(files.map(({ path }) => path));
    for (const path of this.paths)
      for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1))
        this.#folders.add(path.slice(0, at));
  }

  firstOf(candidates: readonly string[]): string | undefined {
    return candidates.find((path) => this.paths.has(path));
  }

  hasFolder(path: string): boolean {
    return this.#folders.has(path);
  }
}
