/*
 * The Messages API on the wire (reference/protocols.md 3.1 to 3.4). What we send is typed tightly,
 * what comes back loosely: proxies leave fields out, and new block types appear without notice.
 */

export interface AnthropicCacheControl {
  readonly type: 'ephemeral';
  readonly ttl?: '1h';
}

interface Cacheable {
  readonly cache_control?: AnthropicCacheControl;
}

export interface AnthropicTextBlock extends Cacheable {
  readonly type: 'text';
  readonly text: string;
}

export interface AnthropicImageBlock extends Cacheable {
  readonly type: 'image';
  readonly source:
    | { readonly type: 'base64'; readonly media_type: string; readonly data: string }
    | { readonly type: 'url'; readonly url: string };
}

export interface AnthropicDocumentBlock extends Cacheable {
  readonly type: 'document';
  readonly source:
    | { readonly type: 'base64'; readonly media_type: 'application/pdf'; readonly data: string }
    | { readonly type: 'text'; readonly media_type: 'text/plain'; readonly data: string };
  readonly title?: string;
}

export interface AnthropicToolUseBlock {
  readonly type: 'tool_use';
  readonly id: string;
  readonly name: string;
  readonly input: unknown;
}

export interface AnthropicToolResultBlock extends Cacheable {
  readonly type: 'tool_result';
  readonly tool_use_id: string;
  readonly content?: string | readonly (AnthropicTextBlock | AnthropicImageBlock)[];
  readonly is_error?: true;
}

export interface AnthropicThinkingBlock {
  readonly type: 'thinking';
  readonly thinking: string;
  readonly signature: string;
}

export interface AnthropicRedactedThinkingBlock {
  readonly type: 'redacted_thinking';
  readonly data: string;
}

export type AnthropicUserBlock =
  AnthropicTextBlock | AnthropicImageBlock | AnthropicDocumentBlock | AnthropicToolResultBlock;

export type AnthropicAssistantBlock =
  | AnthropicTextBlock
  | AnthropicThinkingBlock
  | AnthropicRedactedThinkingBlock
  | AnthropicToolUseBlock;

export type AnthropicMessageParam =
  | { readonly role: 'user'; readonly content: readonly AnthropicUserBlock[] }
  | { readonly role: 'system'; readonly content: readonly AnthropicTextBlock[] }
  | {
      readonly role: 'assistant';
      /** Blocks of an answer that is being continued go back exactly as they came. */
      readonly content: readonly (AnthropicAssistantBlock | AnthropicBlock)[];
    };

export interface AnthropicTool extends Cacheable {
  readonly name: string;
  readonly description?: string;
  readonly input_schema: Readonly<Record<string, unknown>>;
  readonly strict?: true;
}

export type AnthropicToolChoice =
  | { readonly type: 'auto' | 'any'; readonly disable_parallel_tool_use?: true }
  | { readonly type: 'tool'; readonly name: string; readonly disable_parallel_tool_use?: true }
  | { readonly type: 'none' };

export type AnthropicThinking =
  | { readonly type: 'enabled'; readonly budget_tokens: number }
  | { readonly type: 'adaptive'; readonly display?: 'summarized' }
  | { readonly type: 'disabled' }
  | { readonly type: 'between_tools' };

export interface AnthropicOutputConfig {
  readonly effort?: string;
  readonly format?: {
    readonly type: 'json_schema';
    readonly schema: Readonly<Record<string, unknown>>;
  };
}

export interface AnthropicRequestBody {
  readonly model: string;
  readonly max_tokens: number;
  readonly messages: readonly AnthropicMessageParam[];
  readonly system?: readonly AnthropicTextBlock[];
  readonly tools?: readonly AnthropicTool[];
  readonly tool_choice?: AnthropicToolChoice;
  readonly thinking?: AnthropicThinking;
  readonly output_config?: AnthropicOutputConfig;
  readonly temperature?: number;
  readonly top_p?: number;
  readonly stop_sequences?: readonly string[];
  readonly metadata?: { readonly user_id: string };
  readonly service_tier?: 'auto' | 'standard_only';
  readonly stream?: true;
}

/** A content block of an answer. */
export interface AnthropicBlock {
  readonly type?: string;
  readonly text?: string | null;
  readonly citations?: readonly AnthropicCitation[] | null;
  readonly thinking?: string | null;
  readonly signature?: string | null;
  readonly data?: string | null;
  readonly id?: string | null;
  readonly name?: string | null;
  readonly input?: unknown;
  /** Never on the wire: the text of `input` as it was streamed, number formats and all. */
  readonly input_json?: string;
  readonly [field: string]: unknown;
}

export interface AnthropicCitation {
  readonly type?: string;
  readonly url?: string | null;
  readonly title?: string | null;
  readonly [field: string]: unknown;
}

export interface AnthropicUsage {
  readonly input_tokens?: number | null;
  readonly output_tokens?: number | null;
  readonly cache_creation_input_tokens?: number | null;
  readonly cache_read_input_tokens?: number | null;
  readonly output_tokens_details?: { readonly thinking_tokens?: number | null } | null;
  readonly [field: string]: unknown;
}

/** A whole answer, as it comes or as it is put together from a stream. */
export interface AnthropicMessage {
  readonly type?: string;
  readonly id?: string | null;
  readonly role?: string;
  readonly model?: string | null;
  readonly content?: readonly AnthropicBlock[] | null;
  readonly stop_reason?: string | null;
  readonly stop_sequence?: string | null;
  readonly stop_details?: { readonly explanation?: string | null } | null;
  readonly usage?: AnthropicUsage | null;
  readonly error?: AnthropicError;
  readonly [field: string]: unknown;
}

export interface AnthropicError {
  readonly type?: string;
  readonly message?: string;
  readonly details?: { readonly error_code?: string | null } | null;
}

export interface AnthropicDelta {
  readonly type?: string;
  readonly text?: string;
  readonly thinking?: string;
  readonly signature?: string;
  readonly partial_json?: string;
  readonly citation?: AnthropicCitation;
  readonly stop_reason?: string | null;
  readonly stop_sequence?: string | null;
  readonly stop_details?: { readonly explanation?: string | null } | null;
  readonly [field: string]: unknown;
}

/** One event of a stream; its `type` says which of the other fields it has. */
export interface AnthropicEvent {
  readonly type?: string;
  readonly index?: number;
  readonly message?: AnthropicMessage;
  readonly content_block?: AnthropicBlock;
  readonly delta?: AnthropicDelta;
  readonly usage?: AnthropicUsage | null;
  readonly error?: AnthropicError;
  readonly [field: string]: unknown;
}

/** `GET /v1/models`. */
export interface AnthropicModelPage {
  readonly data?: readonly { readonly id?: string }[];
  readonly has_more?: boolean;
  readonly last_id?: string | null;
}
