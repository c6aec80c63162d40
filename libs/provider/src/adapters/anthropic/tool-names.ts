const MAXIMUM_LENGTH = 64;
const ALLOWED = /^[a-zA-Z0-9_-]{1,64}$/;

/**
 * Renames tools to what Anthropic allows (`^[a-zA-Z0-9_-]{1,64}$`), one to one, and back. Names
 * that are allowed stay as they are, whatever the others become.
 */
export class ToolNames {
  readonly #toWire = new Map<string, string>();
  readonly #toClient = new Map<string, string>();

  /** Takes every name that the request mentions, in a stable order: renaming must not break caches. */
  constructor(names: Iterable<string>) {
    const distinct = [...new Set(names)];
    for (const name of distinct) if (ALLOWED.test(name)) this.#add(name, name);
    for (const name of distinct) if (!ALLOWED.test(name)) this.#add(name, this.#free(name));
  }

  toWire(name: string): string {
    return this.#toWire.get(name) ?? name;
  }

  /** A name that the model made up comes back unchanged. */
  toClient(wireName: string): string {
    return this.#toClient.get(wireName) ?? wireName;
  }

  /** A wire name like this one that no tool of the request has. */
  reserve(name: string): string {
    return this.#free(name);
  }

  #add(name: string, wireName: string): void {
    this.#toWire.set(name, wireName);
    this.#toClient.set(wireName, name);
  }

  #free(name: string): string {
    const base = name.replace(/[^a-zA-Z0-9_-]/g, '_') || 'tool';
    for (let attempt = 1; ; attempt++) {
      const suffix = attempt === 1 ? '' : `_${attempt}`;
      const candidate = base.slice(0, MAXIMUM_LENGTH - suffix.length) + suffix;
      if (!this.#toClient.has(candidate)) return candidate;
    }
  }
}
