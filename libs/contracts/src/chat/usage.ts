/**
 * Tokens of one call, in OpenAI's arithmetic: the input includes what was read from and written to
 * a prompt cache, the output includes thinking. Adapters convert (Anthropic's input excludes the
 * cache, Gemini's candidates exclude thoughts).
 */
export interface Usage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** The provider's own total where it differs from the sum. */
  readonly totalTokens?: number;
  readonly cachedInputTokens?: number;
  readonly cacheWriteTokens?: number;
  readonly reasoningTokens?: number;
  readonly audioInputTokens?: number;
  readonly audioOutputTokens?: number;
  readonly acceptedPredictionTokens?: number;
  readonly rejectedPredictionTokens?: number;
  /** Counters that only one provider has (`cost`), as it names them. */
  readonly extensions?: Readonly<Record<string, unknown>>;
}
