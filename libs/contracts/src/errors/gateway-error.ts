import { ERROR_CODES, type ErrorCode, type ErrorCodeEntry } from './error-codes.js';

export interface GatewayErrorDetails {
  /** JSON path of the request field at fault: `messages[0].role`. */
  readonly param?: string;
  /** Overrides the code's status, to keep the class of an upstream 4xx. */
  readonly status?: number;
  /** When the client may try again, in milliseconds from now. */
  readonly retryAfterMs?: number;
  /** Overrides the code's advice to SDKs. */
  readonly retry?: boolean;
  /** True: the gateway itself may repeat the upstream call, as long as nothing was answered yet. */
  readonly transient?: boolean;
  /** Name of the provider that caused it. */
  readonly provider?: string;
  /** The provider's own error code or type, as it came. */
  readonly providerCode?: string;
  /** Each fault where a request has several, by its JSON path. */
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
  /** Sent with the error response. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

/** JSON form of an error: what stands under `error` in a response or a stream's error event. */
export interface ErrorBody {
  readonly message: string;
  readonly type: string;
  readonly param: string | null;
  readonly code: ErrorCode;
  readonly provider?: string;
  readonly provider_code?: string;
  readonly errors?: GatewayErrorDetails['errors'];
}

/** An error that a client may read. Anything else that is thrown becomes `internal_error`. */
export class GatewayError extends Error {
  override readonly name = 'GatewayError';
  readonly status: number;

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details: GatewayErrorDetails = {},
  ) {
    super(message, { cause: details.cause });
    this.status = details.status ?? this.entry.status;
  }

  /** May the client's SDK try the same request again? */
  get retry(): boolean {
    return this.details.retry ?? this.entry.retry;
  }

  toBody(): ErrorBody {
    const { param, provider, providerCode, errors } = this.details;
    return {
      message: this.message,
      type: this.entry.type,
      param: param ?? null,
      code: this.code,
      ...(provider !== undefined && { provider }),
      ...(providerCode !== undefined && { provider_code: providerCode }),
      ...(errors && { errors }),
    };
  }

  private get entry(): ErrorCodeEntry {
    return ERROR_CODES[this.code];
  }
}

/** The client's view of anything that was thrown; details of a fault of our own stay in the log. */
export function toGatewayError(error: unknown): GatewayError {
  if (error instanceof GatewayError) return error;
  return new GatewayError('internal_error', 'The gateway failed to handle this request.', {
    cause: error,
  });
}
