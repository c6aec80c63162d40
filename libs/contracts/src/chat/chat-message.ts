/**
 * Facts that one provider attaches to a part and wants back unchanged on replay (for example
 * Gemini's thought signature), keyed by provider family: `{ google: { thought_signature } }`.
 * The gateway carries the bag and never reads another family's entry.
 */
export type ProviderMetadata = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** How long a provider should keep the prompt prefix that ends here, where it has explicit markers. */
export interface CacheMarker {
  /** `5m`, `30m`, `1h` or `12h`; each adapter maps it to the nearest lifetime that it has. */
  readonly ttl?: string;
}

export interface TextPart {
  readonly type: 'text';
  readonly text: string;
  readonly cache?: CacheMarker;
}

/** Bytes in the request itself. */
export interface InlineSource {
  readonly type: 'inline';
  /** IANA media type, for example `image/png`. */
  readonly mediaType: string;
  /** Standard base64, without a `data:` prefix. */
  readonly base64: string;
}

/** An https (or http) address that the provider fetches; the gateway never does. */
export interface UrlSource {
  readonly type: 'url';
  readonly url: string;
}

/** A file that the client uploaded to the provider beforehand. */
export interface FileIdSource {
  readonly type: 'file-id';
  readonly fileId: string;
}

export interface ImagePart {
  readonly type: 'image';
  readonly source: InlineSource | UrlSource;
  /** OpenAI's hint on resolution; providers without one do not lose meaning by dropping it. */
  readonly detail?: string;
  readonly cache?: CacheMarker;
}

export interface AudioPart {
  readonly type: 'audio';
  /** Standard base64. */
  readonly base64: string;
  readonly format: string;
  readonly cache?: CacheMarker;
}

export interface FilePart {
  readonly type: 'file';
  readonly source: InlineSource | FileIdSource;
  readonly filename?: string;
  readonly cache?: CacheMarker;
}

/** One block of the model's thinking. Signed or encrypted blocks must be replayed unchanged. */
export interface ReasoningPart {
  readonly type: 'reasoning';
  /** Empty when the provider returns only a signature or encrypted data. */
  readonly text: string;
  readonly signature?: string;
  /** Opaque block that only its provider can read. */
  readonly encrypted?: string;
  /** Which provider family signed it, for example `anthropic-claude-v1`. */
  readonly format?: string;
  readonly id?: string;
}

export interface RefusalPart {
  readonly type: 'refusal';
  readonly text: string;
}

export interface ToolCallPart {
  readonly type: 'tool-call';
  readonly id: string;
  readonly name: string;
  /** JSON text as the model wrote it for a function; free text for a custom tool. */
  readonly arguments: string;
  readonly kind: 'function' | 'custom';
  readonly providerMetadata?: ProviderMetadata;
}

export interface SystemMessage {
  readonly role: 'system';
  readonly parts: readonly TextPart[];
  readonly name?: string;
}

export type UserPart = TextPart | ImagePart | AudioPart | FilePart;

export interface UserMessage {
  readonly role: 'user';
  readonly parts: readonly UserPart[];
  readonly name?: string;
}

export type AssistantPart = TextPart | RefusalPart | ReasoningPart | ToolCallPart;

/** Parts stand in the order in which the model made them: thinking before the call it led to. */
export interface AssistantMessage {
  readonly role: 'assistant';
  readonly parts: readonly AssistantPart[];
  readonly name?: string;
  /** Refers to an earlier audio answer of the same provider. */
  readonly audioId?: string;
}

export interface ToolMessage {
  readonly role: 'tool';
  readonly toolCallId: string;
  /** Filled from the call that it answers, for providers that match by name. */
  readonly toolName: string;
  readonly parts: readonly (TextPart | ImagePart)[];
  readonly isError?: boolean;
}

export type ChatMessage = SystemMessage | UserMessage | AssistantMessage | ToolMessage;
