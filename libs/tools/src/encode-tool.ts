import type { JsonSchema } from 'llm-gateway/contracts';
import type { ToolOutcome } from './tool-outcome.js';
import type { Tool } from './tool.js';

/** A tool in JSON. */
export interface ToolJson {
  readonly name: string;
  readonly description: string;
  readonly parameters: JsonSchema;
  readonly service: string;
  readonly source: string;
  /** False while its service rests after failures in a row. */
  readonly available: boolean;
  readonly timeout_ms: number;
}

/** A tool as a chat request's `tools` has it. */
export interface OpenAiTool {
  readonly type: 'function';
  readonly function: Pick<ToolJson, 'name' | 'description' | 'parameters'>;
}

export interface ToolResultJson {
  readonly name: string;
  readonly success: boolean;
  readonly result: unknown;
  /** What went wrong and what to do. */
  readonly error: string | null;
  readonly code: string | null;
  readonly duration_ms: number;
}

export function encodeTool(tool: Tool, available: boolean): ToolJson {
  const { name, description, parameters, executor, source, timeoutMs } = tool;
  const { service } = executor;
  return { name, description, parameters, service, source, available, timeout_ms: timeoutMs };
}

export function encodeOpenAiTool({ name, description, parameters }: Tool): OpenAiTool {
  return { type: 'function', function: { name, description, parameters } };
}

export function encodeOutcome(outcome: ToolOutcome): ToolResultJson {
  return {
    name: outcome.name,
    success: outcome.success,
    result: outcome.success ? outcome.result : null,
    error: outcome.success ? null : outcome.error,
    code: outcome.success ? null : outcome.code,
    duration_ms: outcome.durationMs,
  };
}
