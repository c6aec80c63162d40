import type { FinishedRequest } from './finished-request.js';

/** What the access log says of a request: no content, no headers, no keys. */
export function accessLine(request: FinishedRequest): Record<string, unknown> {
  const { method, path, status, ms, context } = request;
  const line = { request_id: context?.requestId, method, path, status, ms: round(ms) };
  if (!context) return line;
  const { record, startedAt } = context.scope;
  if (record.provider === undefined) return { ...line, error: record.errorCode };
  return {
    ...line,
    provider: record.provider,
    model: record.model,
    stream: record.stream,
    attempts: record.attempts,
    first_ms: record.firstPartAt === undefined ? undefined : round(record.firstPartAt - startedAt),
    input_tokens: record.usage?.inputTokens,
    output_tokens: record.usage?.outputTokens,
    cached_tokens: record.usage?.cachedInputTokens,
    finish: record.finishReasons.join(',') || undefined,
    error: record.errorCode,
  };
}

function round(ms: number): number {
  return Math.round(ms * 100) / 100;
}
