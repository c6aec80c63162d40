import type { JsonSchema } from 'llm-gateway/contracts';
import type { FillBudget } from './fill-budget.js';

export type Schema = JsonSchema | boolean;

/** Where the filling of a schema has got to. */
export interface Filling {
  readonly root: Schema;
  readonly budget: FillBudget;
  readonly depth: number;
  /** References on the way here; a second visit means that the schema is recursive. */
  readonly references: readonly string[];
  /** Inside a recursion: only what is required, the simplest branches, empty lists. */
  readonly lean: boolean;
  /** Counts up to get different values for one schema, where items must be unique. */
  readonly variant: number;
}

/** Fills a schema with a value; handed down so that objects and arrays need not import each other. */
export type Fill = (schema: Schema, filling: Filling) => unknown;

export function isSchema(value: unknown): value is Schema {
  return typeof value === 'boolean' || isObject(value);
}

export function isObject(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}
