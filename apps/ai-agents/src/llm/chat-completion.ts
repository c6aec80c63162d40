/** A message as OpenAI's chat completions take it. */
export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

/** In OpenAI's arithmetic and names. */
export type TokenUsage = Record<'prompt_tokens' | 'completion_tokens' | 'total_tokens', number>;

type Message = Partial<Record<'content' | 'refusal', string | null>>;

/** What comes back from the LLM gateway, of which any field may be missing. */
export interface ChatCompletion {
  readonly model?: string;
  readonly choices?: readonly ({ finish_reason?: string; message?: Message } | null)[];
  readonly usage?: Partial<TokenUsage> | null;
}
