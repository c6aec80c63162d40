import type { IncomingHttpHeaders } from 'node:http';

export interface ExampleTool {
  readonly name: string;
  readonly description: string;
}

export const seen: { calls: number; cancelled: number; headers: IncomingHttpHeaders[] };
export const tools: ExampleTool[];
export function listed(): never[];
export function call(
  request: { readonly name: string; readonly arguments?: Record<string, unknown> | undefined },
  signal: AbortSignal,
): Promise<never>;
