import { MAXIMUM_NESTING } from 'llm-gateway/http';

/** Can the gateway write it as JSON? Not what is nested deeper than a request's body may be, circles included. */
export function isJsonValue(value: unknown, levels = MAXIMUM_NESTING): boolean {
  if (typeof value !== 'object' || value === null) return isJsonScalar(value);
  if (levels === 0) return false;
  if (Array.isArray(value)) return value.every((item) => isJsonValue(item, levels - 1));
  for (const key in value)
    if (!isJsonValue((value as Record<string, unknown>)[key], levels - 1)) return false;
  return true;
}

function isJsonScalar(value: unknown): boolean {
  return typeof value !== 'bigint' && typeof value !== 'function' && typeof value !== 'symbol';
}
