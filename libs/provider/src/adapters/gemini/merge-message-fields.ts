type Fields = Readonly<Record<string, unknown>>;

/** Joins the extension fields of several parts of one message: lists are joined, objects deeply. */
export function mergeMessageFields(first: Fields | undefined, second: Fields): Fields {
  if (!first) return second;
  const merged: Record<string, unknown> = { ...first };
  for (const [name, value] of Object.entries(second)) {
    const before = merged[name];
    if (Array.isArray(before) && Array.isArray(value)) merged[name] = [...before, ...value];
    else if (isObject(before) && isObject(value)) merged[name] = mergeMessageFields(before, value);
    else merged[name] = value;
  }
  return merged;
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
