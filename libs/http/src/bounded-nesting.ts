import { GatewayError } from 'llm-gateway/contracts';

/** Deeper than any real tool schema, and far from where recursive code would overflow the stack. */
export const MAXIMUM_NESTING = 128;

/** Throws `invalid_request` when arrays and objects are nested deeper than 128 levels. */
export function assertBoundedNesting(value: unknown): void {
  if (isDeeperThan(value, MAXIMUM_NESTING))
    throw new GatewayError(
      'invalid_request',
      `The request body is nested deeper than ${MAXIMUM_NESTING} levels.`,
    );
}

function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  if (Array.isArray(value)) {
    for (const item of value) if (isDeeperThan(item, levels - 1)) return true;
    return false;
  }
  for (const key in value)
    if (isDeeperThan((value as Record<string, unknown>)[key], levels - 1)) return true;
  return false;
}
