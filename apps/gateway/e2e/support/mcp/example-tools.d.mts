import type { IncomingHttpHeaders } from 'node:http';

export const seen: { calls: number; cancelled: number; headers: IncomingHttpHeaders[] };
export const listeners: Set<() => void>;
export function listed(): never[];
export function call(
  request: { readonly name: string; readonly arguments?: Record<string, unknown> | undefined },
  signal: AbortSignal,
): Promise<never>;
