import type { FinishedRequest } from './finished-request.js';

/** What the access log says of a request: no content, no headers, no keys. */
export function accessLine(request: FinishedRequest): Record<string, unknown> {
  const { requestId, method, path, status, ms, firstPartMs, record } = request;
  const line = { request_id: requestId, method, path, status, ms: round(ms) };
  if (!record) return line;
  if (record.provider === undefined)
    return { ...line, replayed: record.replayed, error: record.errorCode };
  return {
    ...line,
    provider: record.provider,
    model: record.model,
    stream: record.stream,
    attempts: record.attempts,
    first_ms: firstPartMs === undefined ? undefined : round(firstPartMs),
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
