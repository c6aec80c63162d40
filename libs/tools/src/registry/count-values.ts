/** How many values a JSON value is made of, itself included; stops counting at the limit. */
export function countValues(value: unknown, limit: number): number {
  if (typeof value !== 'object' || value === null) return 1;
  if (Array.isArray(value) && value.length >= limit) return limit;
  let count = 1;
  for (const key in value) {
    if (count >= limit) return limit;
    count += countValues((value as Record<string, unknown>)[key], limit - count);
  }
  return count;
}
