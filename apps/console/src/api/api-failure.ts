/** What the gateway says under `error` of every error: docs/errors.md. */
export interface ErrorBody {
  readonly message: string;
  readonly code: string;
  readonly param?: string | null;
  readonly provider?: string;
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
}

/** An error envelope of the gateway, also one that ended a stream. */
export class ApiFailure extends Error {
  override readonly name = 'ApiFailure';

  constructor(
    readonly body: ErrorBody,
    readonly requestId: string | undefined,
    /** Undefined for an error inside a stream, whose status was 200. */
    readonly status: number | undefined,
  ) {
    super(body.message);
  }
}

/** @param answer the parsed body of an error, or of an error event */
export function toApiFailure(
  answer: unknown,
  status: number | undefined,
  requestId: string | undefined,
): ApiFailure {
  const { error, request_id } = (answer ?? {}) as { error?: ErrorBody; request_id?: string };
  const body = error ?? {
    code: `http_${status ?? 'error'}`,
    message: 'The answer did not come from the gateway. Is there a proxy in between?',
  };
  return new ApiFailure(body, request_id ?? requestId, status);
}

/** Anything that was thrown, as an error that can be shown. */
export function asApiFailure(thrown: unknown): ApiFailure {
  if (thrown instanceof ApiFailure) return thrown;
  const message =
    thrown instanceof TypeError
      ? 'The gateway cannot be reached. Is it running?'
      : `The console failed: ${String(thrown)}`;
  return new ApiFailure({ code: 'unreachable', message }, undefined, undefined);
}
