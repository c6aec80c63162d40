import type { ChatMessage } from './chat-message.js';
import type { ChatTool, JsonSchema, ToolChoice } from './chat-tool.js';

export type ReasoningEffort = 'none' | 'minimal' | 'low' | 'medium' | 'high' | 'xhigh' | 'max';

export type ResponseFormat =
  | { readonly type: 'text' }
  | { readonly type: 'json-object' }
  | {
      readonly type: 'json-schema';
      readonly name: string;
      readonly description?: string;
      readonly schema: JsonSchema;
      readonly strict?: boolean;
    };

/**
 * The hub of all translation: every inbound wire format is decoded to it, every adapter encodes
 * from it. A field is absent when the client left it out or sent null.
 */
export interface ChatRequest {
  readonly messages: readonly ChatMessage[];
  /**
   * Present when the request is one of a conversation: its next request begins with all of these
   * messages. So many of them, from the first, were the whole of its last request; 0 in the first.
   * Adapters of vendors whose prompt cache needs explicit markers set them by it, others need not
   * look at it.
   */
  readonly messagesSentBefore?: number;
  readonly tools?: readonly ChatTool[];
  readonly toolChoice?: ToolChoice;
  readonly parallelToolCalls?: boolean;
  readonly responseFormat?: ResponseFormat;
  /** Tokens of the answer, thinking included. */
  readonly maxOutputTokens?: number;
  /** 0 to 2. */
  readonly temperature?: number;
  readonly topP?: number;
  readonly frequencyPenalty?: number;
  readonly presencePenalty?: number;
  readonly seed?: number;
  readonly stop?: readonly string[];
  /** Number of answers; 1 when absent. */
  readonly n?: number;
  readonly logprobs?: boolean;
  readonly topLogprobs?: number;
  readonly logitBias?: Readonly<Record<string, number>>;
  readonly reasoningEffort?: ReasoningEffort;
  readonly verbosity?: 'low' | 'medium' | 'high';
  readonly serviceTier?: string;
  /** The end user, for the provider's abuse monitoring. */
  readonly user?: string;
  readonly metadata?: Readonly<Record<string, string>>;
  /**
   * Fields of OpenAI's chat format that the canonical form has no word for (`audio`, `modalities`,
   * `prediction`, `store`, `web_search_options`, ...), as they came. An adapter forwards those that
   * its wire format has, and reports the others.
   */
  readonly openaiOptions: Readonly<Record<string, unknown>>;
  /** Top-level fields that no specification names; forwarded where the upstream speaks OpenAI's format. */
  readonly unknownFields: Readonly<Record<string, unknown>>;
}
