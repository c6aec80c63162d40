import type { JsonSchema } from 'llm-gateway/contracts';
import type { ToolExecutor } from './tool-handler.js';

export interface ArgumentFault {
  /** Of the argument: `filters[0].field`; empty for all of them. */
  readonly path: string;
  readonly message: string;
}

/** A tool that is ready to be called. */
export interface Tool {
  readonly name: string;
  readonly description: string;
  /** JSON Schema of what a model or a client may send; injected arguments are not in it. */
  readonly parameters: JsonSchema;
  /** Where it comes from: `built-in`, `tools.json`, `mcp`, ... */
  readonly source: string;
  /** The longest that a call may take, in milliseconds. */
  readonly timeoutMs: number;
  /** Values of arguments that the gateway sets itself, by argument. */
  readonly inject: Readonly<Record<string, string>>;
  readonly executor: ToolExecutor;
  /** What is wrong with these arguments, at most 20 faults. */
  check(given: unknown): readonly ArgumentFault[];
}
