type JsonObject = Readonly<Record<string, unknown>>;

/**
 * JSON merge patch (RFC 7396): the patch's keys replace the target's, objects are merged in turn,
 * null removes. Neither argument is changed; `__proto__` is a key like any other.
 */
export function mergePatch(target: JsonObject, patch: JsonObject): Record<string, unknown> {
  const merged = new Map(Object.entries(target));
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) merged.delete(key);
    else merged.set(key, isObject(value) ? mergePatch(objectOr(merged.get(key)), value) : value);
  }
  return Object.fromEntries(merged);
}

/** What is no object is replaced as a whole, as if nothing had been there. */
function objectOr(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
