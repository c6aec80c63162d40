/**
 * What comes back from an OpenAI-compatible upstream (reference/protocols.md 1.2, 1.3 and 4). Loose:
 * every field may be absent, null or, where a vendor deviates, of another kind.
 */
export interface WireUsage {
  readonly prompt_tokens?: number | null;
  readonly completion_tokens?: number | null;
  readonly total_tokens?: number | null;
  readonly prompt_tokens_details?: Readonly<Record<string, number | null | undefined>> | null;
  readonly completion_tokens_details?: Readonly<Record<string, number | null | undefined>> | null;
  readonly [counter: string]: unknown;
}

export interface WireToolCall {
  readonly index?: number | null;
  readonly id?: string | null;
  readonly type?: string | null;
  readonly function?: { readonly name?: string | null; readonly arguments?: unknown } | null;
  readonly custom?: { readonly name?: string | null; readonly input?: string | null } | null;
  readonly extra_content?: unknown;
}

/** OpenRouter's thinking blocks: reference/protocols.md 4.7. */
export interface WireReasoningDetail {
  readonly type?: string;
  readonly text?: string | null;
  readonly summary?: string | null;
  readonly data?: string | null;
  readonly signature?: string | null;
  readonly format?: string | null;
  readonly id?: string | null;
  readonly index?: number | null;
}

/** One element of a content array (Mistral): reference/protocols.md 4.3. */
export interface WireContentPart {
  readonly type?: string;
  readonly text?: string | null;
  readonly refusal?: string | null;
  readonly thinking?: string | readonly { readonly text?: string | null }[] | null;
  readonly signature?: string | null;
}

/** A whole message, or a delta of one. */
export interface WireMessage {
  readonly role?: string | null;
  readonly content?: string | readonly WireContentPart[] | null;
  readonly refusal?: string | null;
  readonly reasoning_content?: string | null;
  readonly reasoning?: string | null;
  readonly reasoning_details?: readonly WireReasoningDetail[] | null;
  readonly tool_calls?: readonly WireToolCall[] | null;
  readonly function_call?: { readonly name?: string | null; readonly arguments?: unknown } | null;
  readonly audio?: { readonly id?: string } | null;
  readonly [field: string]: unknown;
}

export interface WireChoice {
  readonly index?: number | null;
  readonly message?: WireMessage | null;
  readonly delta?: WireMessage | null;
  readonly finish_reason?: string | null;
  readonly logprobs?: unknown;
  readonly error?: unknown;
  readonly usage?: WireUsage | null;
  readonly [field: string]: unknown;
}

/** A whole answer, or a chunk of one. */
export interface WireAnswer {
  readonly id?: string | null;
  readonly object?: string | null;
  readonly created?: number | null;
  readonly model?: string | null;
  readonly choices?: readonly WireChoice[] | null;
  readonly usage?: WireUsage | null;
  readonly x_groq?: { readonly usage?: WireUsage | null; readonly error?: unknown } | null;
  readonly error?: unknown;
  readonly [field: string]: unknown;
}

/** A request body; its fields are named where they are written. */
export type WireRequest = Record<string, unknown>;
