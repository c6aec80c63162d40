import { requestJson } from './send-request.js';

export interface Tool {
  readonly name: string;
  readonly description: string;
  /** JSON Schema of the arguments. */
  readonly parameters: JsonSchema;
  readonly service: string;
  readonly source: string;
  readonly available: boolean;
  readonly timeout_ms: number;
}

/** The words of JSON Schema that a form can show; others are checked by the gateway. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly title?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly minimum?: number;
  readonly maximum?: number;
}

export interface ToolResult {
  readonly success: boolean;
  readonly result: unknown;
  readonly error: string | null;
  readonly code: string | null;
  readonly duration_ms: number;
}

export interface ToolRun {
  readonly name: string;
  readonly arguments: unknown;
}

export const EXECUTE_PATH = '/v1/tools/execute';

export async function listTools(): Promise<readonly Tool[]> {
  return (await requestJson<{ data: readonly Tool[] }>('/v1/tools')).data;
}

export function retrieveTool(name: string): Promise<Tool> {
  return requestJson(`/v1/tools/${encodeURIComponent(name)}`);
}

export function executeTool(run: ToolRun): Promise<ToolResult> {
  return requestJson(EXECUTE_PATH, { method: 'POST', body: run });
}
