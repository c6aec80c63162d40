type Fields = Readonly<Record<string, unknown>>;

/**
 * Fields that the canonical form has no word for. Vendors repeat most of them on every chunk; only
 * what is new is passed on. In a delta, objects are pieces that add up, so each of them is new.
 */
export class ExtensionTracker {
  readonly #last = new Map<string, unknown>();

  constructor(
    private readonly known: ReadonlySet<string>,
    private readonly objectsAddUp = false,
  ) {}

  /** The unknown fields whose value has changed; undefined when there is none. */
  changed(fields: Fields): Fields | undefined {
    let changed: Record<string, unknown> | undefined;
    for (const name in fields) {
      const value = fields[name];
      if (value == null || this.known.has(name)) continue;
      if (typeof value !== 'object' || !this.objectsAddUp) {
        const comparable = typeof value === 'object' ? JSON.stringify(value) : value;
        if (this.#last.get(name) === comparable) continue;
        this.#last.set(name, comparable);
      }
      (changed ??= {})[name] = value;
    }
    return changed;
  }
}
