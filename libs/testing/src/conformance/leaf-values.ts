/** All numbers, booleans and strings in a JSON value, wherever they stand. */
export function leafValues(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.flatMap(leafValues);
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(leafValues);
  return [value];
}

/**
 * Is the value somewhere in a request body, whatever the wire format calls the field? Text may be
 * part of a longer text, or of a JSON text in a text.
 */
export function occursIn(body: unknown, value: unknown): boolean {
  const leaves = leafValues(body);
  if (typeof value !== 'string') return leaves.includes(value);
  return occurrencesIn(body, value) > 0;
}

export function occurrencesIn(body: unknown, text: string): number {
  const texts = leafValues(body).filter((leaf) => typeof leaf === 'string');
  return texts.reduce((count, leaf) => count + leaf.split(text).length - 1, 0);
}
