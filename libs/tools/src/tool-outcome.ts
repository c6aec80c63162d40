import type { ToolFailureCode } from './tool-failure.js';

/** What became of one call of a tool. */
export type ToolOutcome = {
  readonly name: string;
  /** Milliseconds. */
  readonly durationMs: number;
} & (
  | { readonly success: true; readonly result: unknown }
  | { readonly success: false; readonly code: ToolFailureCode; readonly error: string }
);
