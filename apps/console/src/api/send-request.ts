import { toApiFailure } from './api-failure.js';
import { apiKey } from './api-key.js';

export interface ApiRequest {
  readonly method?: 'GET' | 'POST' | 'DELETE';
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

/** Sends a request to the gateway that served this page. Throws an `ApiFailure` for a status of 400 or more. */
export async function sendRequest(path: string, request: ApiRequest = {}): Promise<Response> {
  const response = await fetchFromGateway(path, request);
  if (response.ok) return response;
  const answer: unknown = await response.json().catch(() => undefined);
  throw toApiFailure(answer, response.status, requestIdOf(response));
}

/** As `sendRequest`, with the answer's JSON. */
export async function requestJson<Answer>(path: string, request?: ApiRequest): Promise<Answer> {
  const response = await sendRequest(path, request);
  return (await response.json()) as Answer;
}

/** As `fetch`, whatever the status. */
export function fetchFromGateway(path: string, request: ApiRequest = {}): Promise<Response> {
  const { method = 'GET', body, signal } = request;
  return fetch(path, {
    method,
    headers: {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(apiKey.value !== '' && { authorization: `Bearer ${apiKey.value}` }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(signal && { signal }),
    // The key goes in a header; cookies of other applications on this host are none of our business.
    credentials: 'omit',
    cache: 'no-store',
  });
}

export function requestIdOf(response: Response): string | undefined {
  return response.headers.get('x-request-id') ?? undefined;
}
