import type { AssistantMessage } from './chat-message.js';
import type { Usage } from './usage.js';

export type FinishReason = 'stop' | 'length' | 'tool_calls' | 'content_filter';

export interface ChatChoice {
  readonly index: number;
  readonly message: AssistantMessage;
  readonly finishReason: FinishReason;
  /** OpenAI's log probability object, as it came. */
  readonly logprobs?: unknown;
  /** Fields of the wire message that the canonical form has no word for (`annotations`, `audio`). */
  readonly messageExtensions?: Readonly<Record<string, unknown>>;
  /** The same for fields beside the message (`content_filter_results`, `native_finish_reason`). */
  readonly choiceExtensions?: Readonly<Record<string, unknown>>;
}

/** A whole answer. */
export interface ChatResponse {
  /** The provider's own id; the gateway makes one when it is absent. */
  readonly id?: string;
  /** The model that answered, as the provider names it. */
  readonly model?: string;
  /** Unix time in seconds; the gateway's clock when absent. */
  readonly created?: number;
  readonly choices: readonly ChatChoice[];
  readonly usage?: Usage;
  /** Top-level fields that the canonical form has no word for (`service_tier`, `citations`). */
  readonly extensions?: Readonly<Record<string, unknown>>;
}
