/** How a vendor departs from OpenAI's format. All of it was recorded: reference/protocols.md 1.4, 4.3 to 4.8. */
export interface OpenAiDeviations {
  /** OpenRouter, Ollama, Perplexity. */
  readonly roleOnEveryChunk?: boolean;
  /** Mistral: later pieces of a tool call say `"name": ""`. */
  readonly emptyNamesInDeltas?: boolean;
  /** Ids, types and names are repeated in each piece of a tool call. */
  readonly repeatToolNames?: boolean;
  /** Anthropic's compatible endpoint counts from 1. */
  readonly toolIndexFrom?: number;
  /** A tool call comes in one piece (Groq, xAI). */
  readonly wholeToolCalls?: boolean;
  /** Tool calls end with the finish reason `stop`. */
  readonly toolCallsFinishWithStop?: boolean;
  /** Mistral: `content` is an array. */
  readonly contentArrays?: boolean;
  /** Where thinking stands. */
  readonly reasoningField?:
    'reasoning_content' | 'reasoning' | 'reasoning_details' | 'content-array' | 'think-tags';
  /** `final-empty-chunk` when absent, as OpenAI has it. */
  readonly usageOn?: 'final-empty-chunk' | 'finish-chunk' | 'x_groq' | 'every-chunk' | 'none';
  /** xAI: `completion_tokens` leave thinking out, the total has it. */
  readonly separateReasoningTokens?: boolean;
  /** Mistral rejects the field. */
  readonly refusesStreamOptions?: boolean;
  /** Any other field is rejected (Mistral). */
  readonly knownFields?: readonly string[];
  /** OpenRouter pads a body that is long in coming. */
  readonly blanksBeforeBody?: boolean;
  /** OpenRouter's comments between events. */
  readonly comments?: boolean;
  readonly crlf?: boolean;
  /** Perplexity: the stream just ends. */
  readonly noDone?: boolean;
  /** Azure: a chunk without id, model and choices comes first. */
  readonly emptyFirstChunk?: boolean;
  /** Azure: a chunk without a delta comes after the finish reason. */
  readonly filterChunkAfterFinish?: boolean;
  /** xAI and Azure: `finish_reason` is left out where it would be null. */
  readonly noNullFinishReason?: boolean;
  /** Any finish reason but OpenAI's, in place of `stop`. */
  readonly finishReason?: string;
  /** `openai` when absent. */
  readonly errorShape?:
    'openai' | 'flat' | 'detail' | 'detail-list' | 'array' | 'numeric' | 'string';
  /** Groq: an error in a stream is an event named `error`. */
  readonly errorEvent?: boolean;
  /** Header that must carry the key; `authorization` when absent. */
  readonly authHeader?: 'authorization' | 'api-key' | 'none';
}
