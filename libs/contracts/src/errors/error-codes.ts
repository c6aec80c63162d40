/** What a client may do with an error, by its stable code. */
export interface ErrorCodeEntry {
  readonly status: number;
  /** OpenAI's error family. */
  readonly type:
    | 'invalid_request_error'
    | 'authentication_error'
    | 'rate_limit_error'
    | 'provider_error'
    | 'server_error';
  /** False sends `x-should-retry: false`, which keeps an SDK's own retry from doing harm. */
  readonly retry: boolean;
  /** When it happens and what to do, for docs/errors.md. */
  readonly meaning: string;
}

/** Every code that the gateway answers with. docs/errors.md is generated from this table. */
export const ERROR_CODES = {
  invalid_json: {
    status: 400,
    type: 'invalid_request_error',
    retry: false,
    meaning: 'The body is not valid JSON. The message names the position.',
  },
  invalid_request: {
    status: 400,
    type: 'invalid_request_error',
    retry: false,
    meaning: 'A field is missing, has the wrong type or is out of range; `param` names it.',
  },
  unsupported_parameter: {
    status: 400,
    type: 'invalid_request_error',
    retry: false,
    meaning:
      'The model or its provider cannot honour the field in `param`, and leaving it out would change what the request means.',
  },
  unsupported_value: {
    status: 400,
    type: 'invalid_request_error',
    retry: false,
    meaning: 'The model or its provider refuses this value of the field in `param`.',
  },
  context_length_exceeded: {
    status: 400,
    type: 'invalid_request_error',
    retry: false,
    meaning:
      'The conversation is longer than the model reads. Send less, or choose a model with a larger window.',
  },
  content_filter: {
    status: 400,
    type: 'invalid_request_error',
    retry: false,
    meaning: 'The provider refused the prompt for its content.',
  },
  provider_rejected_request: {
    status: 400,
    type: 'invalid_request_error',
    retry: false,
    meaning:
      "The provider refused the request. The message is the provider's; `provider_code` its own code.",
  },
  authentication_required: {
    status: 401,
    type: 'authentication_error',
    retry: false,
    meaning:
      "A guard of this gateway wants credentials, and the request has none or the wrong ones. It is never a provider's 401: that is `provider_auth_error`.",
  },
  permission_denied: {
    status: 403,
    type: 'authentication_error',
    retry: false,
    meaning: 'The gateway knows who asks, and they may not do this. The message says why.',
  },
  model_not_found: {
    status: 404,
    type: 'invalid_request_error',
    retry: false,
    meaning:
      'No route leads from this model name to a provider. `GET /v1/models` lists what is served.',
  },
  route_not_found: {
    status: 404,
    type: 'invalid_request_error',
    retry: false,
    meaning: 'No such path. `GET /` lists the entry points.',
  },
  method_not_allowed: {
    status: 405,
    type: 'invalid_request_error',
    retry: false,
    meaning: 'The path exists, but not for this HTTP method; `Allow` names those that it takes.',
  },
  request_too_large: {
    status: 413,
    type: 'invalid_request_error',
    retry: false,
    meaning:
      'The body is larger than `LLM_GATEWAY_MAX_BODY_BYTES`, or larger than the provider accepts.',
  },
  unsupported_media_type: {
    status: 415,
    type: 'invalid_request_error',
    retry: false,
    meaning:
      'The content type, its charset or the content encoding of the body cannot be read. Send UTF-8 JSON.',
  },
  client_closed_request: {
    status: 499,
    type: 'invalid_request_error',
    retry: false,
    meaning: 'The client left before the answer was complete. Seen in logs and metrics only.',
  },
  rate_limit_exceeded: {
    status: 429,
    type: 'rate_limit_error',
    retry: true,
    meaning: 'The provider limits the rate. Wait for `Retry-After`.',
  },
  insufficient_quota: {
    status: 429,
    type: 'rate_limit_error',
    retry: false,
    meaning: "The provider account's quota or budget is used up. Retrying does not help.",
  },
  provider_not_configured: {
    status: 503,
    type: 'server_error',
    retry: false,
    meaning:
      'The model is known, but its provider has no key or address here. The message names the variable to set.',
  },
  session_not_found: {
    status: 404,
    type: 'invalid_request_error',
    retry: false,
    meaning: 'There is no such session: it expired, was deleted or never was. Create a new one.',
  },
  session_busy: {
    status: 409,
    type: 'invalid_request_error',
    retry: true,
    meaning:
      'Another chat in the session did not end in time. Repeat the request after `Retry-After`.',
  },
  session_conflict: {
    status: 409,
    type: 'invalid_request_error',
    retry: true,
    meaning:
      'The session changed meanwhile, or the gateway lost its hold on it. Nothing was stored: repeat the request.',
  },
  idempotency_key_reused: {
    status: 409,
    type: 'invalid_request_error',
    retry: false,
    meaning:
      'The `Idempotency-Key` was used for a request with another body or session. Use a new key for each request.',
  },
  idempotency_conflict: {
    status: 409,
    type: 'invalid_request_error',
    retry: true,
    meaning:
      'The first request with this `Idempotency-Key` still runs. Repeat the request after `Retry-After` to get its answer.',
  },
  session_store_unavailable: {
    status: 503,
    type: 'server_error',
    retry: true,
    meaning:
      'The store of the sessions cannot be reached. Chats without a session and without an `Idempotency-Key` go on; repeat this one after `Retry-After`.',
  },
  session_store_not_configured: {
    status: 501,
    type: 'invalid_request_error',
    retry: false,
    meaning: 'The request names a session, and this gateway has no session store.',
  },
  tool_not_found: {
    status: 404,
    type: 'invalid_request_error',
    retry: false,
    meaning: 'The gateway has no tool of this name. `GET /v1/tools` lists those that it has.',
  },
  invalid_tool_arguments: {
    status: 422,
    type: 'invalid_request_error',
    retry: false,
    meaning: "The arguments break the tool's schema. `errors` names each with its path.",
  },
  collection_not_found: {
    status: 404,
    type: 'invalid_request_error',
    retry: false,
    meaning:
      'Search service: there is no such collection. `GET /v1/collections` lists those that there are.',
  },
  document_not_found: {
    status: 404,
    type: 'invalid_request_error',
    retry: false,
    meaning: 'Search service: the collection has no document with this `source`.',
  },
  chunk_not_found: {
    status: 404,
    type: 'invalid_request_error',
    retry: false,
    meaning:
      'Search service: there is no such chunk. Its document was replaced or removed: search again.',
  },
  embeddings_not_supported: {
    status: 400,
    type: 'invalid_request_error',
    retry: false,
    meaning: "The model's provider makes no embeddings.",
  },
  provider_auth_error: {
    status: 502,
    type: 'provider_error',
    retry: false,
    meaning:
      "The provider rejected the gateway's key, or the key lacks a right. An operator must mend it.",
  },
  provider_error: {
    status: 502,
    type: 'provider_error',
    retry: true,
    meaning: 'The provider answered with a server error.',
  },
  provider_unreachable: {
    status: 502,
    type: 'provider_error',
    retry: true,
    meaning: 'No connection to the provider, or the connection broke before an answer.',
  },
  provider_invalid_response: {
    status: 502,
    type: 'provider_error',
    retry: true,
    meaning: 'The provider answered with something that its protocol does not allow.',
  },
  provider_stream_interrupted: {
    status: 502,
    type: 'provider_error',
    retry: true,
    meaning:
      'The stream ended before the answer was complete. What was sent so far is not the whole answer.',
  },
  provider_overloaded: {
    status: 503,
    type: 'provider_error',
    retry: true,
    meaning: 'The provider is overloaded. Wait for `Retry-After`.',
  },
  provider_timeout: {
    status: 504,
    type: 'provider_error',
    retry: false,
    meaning: 'A deadline of the gateway passed; the message names which one and how long it was.',
  },
  gateway_shutting_down: {
    status: 503,
    type: 'server_error',
    retry: true,
    meaning:
      'This replica ends, and the request ran longer than it could wait. Nothing was stored in a session: repeat the request, and another replica answers.',
  },
  internal_error: {
    status: 500,
    type: 'server_error',
    retry: true,
    meaning: 'A fault in the gateway. Report it with the `request_id`.',
  },
} as const satisfies Record<string, ErrorCodeEntry>;

export type ErrorCode = keyof typeof ERROR_CODES;
