import type { FakeAnswer } from './fake-vendor.js';

const STATUSES: Readonly<Record<number, string>> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  409: 'ABORTED',
  429: 'RESOURCE_EXHAUSTED',
  499: 'CANCELLED',
  500: 'INTERNAL',
  503: 'UNAVAILABLE',
  504: 'DEADLINE_EXCEEDED',
};

/** Google's RPC status: what stands under `error`. */
export function fakeGeminiStatus(
  code: number,
  message: string,
  details: readonly object[] = [],
): object {
  const status = STATUSES[code] ?? 'UNKNOWN';
  return { code, message, status, ...(details.length > 0 && { details }) };
}

export function fakeGeminiError(
  code: number,
  message: string,
  details: readonly object[] = [],
): FakeAnswer {
  const error = fakeGeminiStatus(code, message, details);
  return {
    status: code,
    headers: { 'content-type': 'application/json; charset=UTF-8' },
    frames: [JSON.stringify({ error }, null, 2)],
  };
}

/** A request that Google does not take: 400 `INVALID_ARGUMENT`. */
export function invalidArgument(message: string): FakeAnswer {
  return fakeGeminiError(400, message);
}

/** Recorded (RLLM): a bad key is a 400, not a 401. */
export function badKey(): FakeAnswer {
  return fakeGeminiError(400, 'API key not valid. Please pass a valid API key.', [
    {
      '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
      reason: 'API_KEY_INVALID',
      domain: 'googleapis.com',
      metadata: { service: 'generativelanguage.googleapis.com' },
    },
  ]);
}
