import type { ReasoningEffort } from '../chat/chat-request.js';

/** How a model is told to think. Protocol facts: reference/protocols.md 3.6, 4.1, 4.2. */
export interface ThinkingFacts {
  /**
   * `adaptive`: the model decides, steered by an effort level. `budget`: a number of tokens.
   * `level`: named levels without a budget (Gemini 3). `toggle`: on or off (Ollama).
   * `effort`: OpenAI's `reasoning_effort` field.
   */
  readonly kinds: readonly ('adaptive' | 'budget' | 'level' | 'toggle' | 'effort')[];
  /** Levels that the model knows, weakest first. */
  readonly efforts?: readonly ReasoningEffort[];
  /** What "do not think" becomes: an explicit off switch, the lowest mode the model has, or only low effort. */
  readonly off: 'disabled' | 'between-tools' | 'lowest-effort';
  /** The strongest effort that may stand beside the off switch. */
  readonly offMaximumEffort?: ReasoningEffort;
  /** Largest thinking budget in tokens, for `budget` models. */
  readonly maximumBudget?: number;
  /** Smallest thinking budget in tokens other than 0. */
  readonly minimumBudget?: number;
  /** The model thinks unless told not to. */
  readonly onByDefault?: boolean;
}

/**
 * What translation and clients need to know of a model. Absent means unknown, and translation then
 * takes the choice that works for the provider's newest models.
 */
export interface ModelFacts {
  /** Input plus output, in tokens. */
  readonly contextWindow?: number;
  /** In tokens. */
  readonly maximumOutput?: number;
  /** False: `temperature` and `top_p` are refused by the provider. */
  readonly sampling?: boolean;
  readonly thinking?: ThinkingFacts;
  /** False: the model may not be forced to call a tool. */
  readonly forcedTools?: boolean;
  /** False: no native JSON-schema output. */
  readonly structuredOutput?: boolean;
  /** True: system messages may stand in the middle of a conversation. */
  readonly systemMidConversation?: boolean;
  /** True: a trailing assistant message is continued by the model. */
  readonly prefill?: boolean;
  /** True: takes images. */
  readonly images?: boolean;
  /** True: this model makes embeddings and does not chat. */
  readonly embeddings?: boolean;
}

/** A row of a vendor's model table; the first row whose pattern matches gives the facts. */
export interface ModelEntry extends ModelFacts {
  /** Upstream model name; `*` stands for any characters. */
  readonly match: string;
  /** Listed by `GET /v1/models` when the provider is configured and its own list is not at hand. */
  readonly listed?: boolean;
}
