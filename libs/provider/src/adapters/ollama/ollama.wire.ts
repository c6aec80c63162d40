/**
 * Ollama's native API as it is written and read (reference/protocols.md 4.2). What comes back is
 * loose: any field may be missing, null or new.
 */
export interface OllamaChatRequest {
  readonly model: string;
  readonly messages: readonly OllamaRequestMessage[];
  /** Always sent: the server's default is true. */
  readonly stream: boolean;
  readonly tools?: readonly OllamaTool[];
  readonly format?: 'json' | Readonly<Record<string, unknown>>;
  readonly think?: unknown;
  readonly keep_alive?: unknown;
  readonly logprobs?: boolean;
  readonly top_logprobs?: number;
  /** False: a conversation that is too long is an error instead of being cut. */
  readonly truncate?: unknown;
  /** False: the answer ends when the context is full instead of forgetting its beginning. */
  readonly shift?: unknown;
  readonly options: Readonly<Record<string, unknown>>;
}

export interface OllamaRequestMessage {
  readonly role: 'system' | 'user' | 'assistant' | 'tool';
  readonly content: string;
  readonly thinking?: string;
  /** Bare base64, without a `data:` prefix. */
  readonly images?: readonly string[];
  readonly tool_calls?: readonly {
    readonly id: string;
    readonly function: { readonly name: string; readonly arguments: object };
  }[];
  readonly tool_name?: string;
  readonly tool_call_id?: string;
}

export interface OllamaTool {
  readonly type: 'function';
  readonly function: {
    readonly name: string;
    readonly description?: string;
    readonly parameters: Readonly<Record<string, unknown>>;
  };
}

/** A whole answer, or one line of a stream. */
export interface OllamaChatResponse {
  readonly model?: string | null;
  /** RFC 3339 with nanoseconds. */
  readonly created_at?: string | null;
  readonly message?: OllamaResponseMessage | null;
  readonly done?: boolean | null;
  readonly done_reason?: string | null;
  readonly prompt_eval_count?: number | null;
  /** Part of `prompt_eval_count` that came from the server's prefix cache; newer servers only. */
  readonly prompt_eval_cached_count?: number | null;
  readonly eval_count?: number | null;
  readonly logprobs?: readonly OllamaLogprob[] | null;
  /** Stands alone on a line when the answer failed. */
  readonly error?: unknown;
  readonly status?: number | null;
}

export interface OllamaResponseMessage {
  readonly role?: string | null;
  readonly content?: string | null;
  readonly thinking?: string | null;
  readonly tool_calls?: readonly OllamaToolCall[] | null;
}

export interface OllamaToolCall {
  /** Newer servers only. */
  readonly id?: string | null;
  readonly function?: {
    readonly name?: string | null;
    /** An object, where OpenAI has JSON text. */
    readonly arguments?: unknown;
  } | null;
}

export interface OllamaLogprob {
  readonly token?: string | null;
  readonly logprob?: number | null;
  readonly bytes?: readonly number[] | null;
  readonly top_logprobs?: readonly OllamaLogprob[] | null;
}

export interface OllamaEmbedResponse {
  readonly model?: string | null;
  readonly embeddings?: readonly (readonly number[])[] | null;
  readonly prompt_eval_count?: number | null;
}

export interface OllamaTagsResponse {
  readonly models?:
    | readonly {
        readonly name?: string | null;
        readonly model?: string | null;
        /** `completion`, `tools`, `vision`, `thinking`, `embedding`, ...; newer servers only. */
        readonly capabilities?: readonly string[] | null;
      }[]
    | null;
}
