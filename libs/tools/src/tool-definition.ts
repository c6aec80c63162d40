import type { JsonSchema } from 'llm-gateway/contracts';

/** How a tool is run, as `tools.json` says it. Handlers add keys of their own. */
export interface ToolHandlerSettings extends Readonly<Record<string, unknown>> {
  /** Name of the handler: `http`, or one that a module of the application brings. */
  readonly type: string;
  /** The longest that a call may take, in milliseconds. */
  readonly timeout_ms?: number;
  /**
   * Arguments that neither model nor client can set or see, by name: `session.context.<key>` or
   * `caller.id`.
   */
  readonly inject?: Readonly<Record<string, string>>;
}

/** A tool as configuration describes it. */
export interface ToolDefinition {
  /** 1 to 64 letters, digits, `_` and `-`: what every provider accepts. */
  readonly name: string;
  readonly description: string;
  /** JSON Schema (2020-12) of the arguments, an object. */
  readonly parameters: JsonSchema;
  readonly handler: ToolHandlerSettings;
}
