/**
 * Gives each tool call of a conversation an id that Anthropic takes: `^[a-zA-Z0-9_-]+$`, and used
 * once only. Ids of other vendors contain dots and colons, and some begin anew in each turn. The
 * same conversation always gets the same ids, so prompt caches hold.
 */
export class ToolCallIds {
  readonly #used = new Set<string>();
  readonly #latest = new Map<string, string>();

  /** For a call of the assistant, in the order of the conversation. */
  declare(id: string): string {
    const base = sanitise(id);
    let wireId = base;
    for (let attempt = 2; this.#used.has(wireId); attempt++) wireId = `${base}_${attempt}`;
    this.#used.add(wireId);
    this.#latest.set(id, wireId);
    return wireId;
  }

  /** For a result: the id of the latest call that had this one. */
  answer(id: string): string {
    return this.#latest.get(id) ?? sanitise(id);
  }
}

function sanitise(id: string): string {
  return id.replace(/[^a-zA-Z0-9_-]/g, '_') || 'call';
}
