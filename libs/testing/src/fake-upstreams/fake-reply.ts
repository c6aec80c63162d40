/** What a fake model "says", independent of any vendor; each fake vendor puts it on the wire. */
export interface FakeReply {
  /** The id of the answer; the same one in all answers when absent. */
  readonly id?: string;
  /** Thinking, with the signature that the vendor puts on it. */
  readonly reasoning?: { readonly text: string; readonly signature?: string };
  /** Text in the pieces in which it is streamed. */
  readonly text?: readonly string[];
  readonly refusal?: string;
  readonly toolCalls?: readonly FakeToolCall[];
  readonly finish?: 'stop' | 'length' | 'tool_calls' | 'content_filter';
  readonly usage?: FakeUsage;
}

export interface FakeToolCall {
  readonly id: string;
  readonly name: string;
  /** The arguments' JSON text in the pieces in which it is streamed. */
  readonly arguments: readonly string[];
}

/** In OpenAI's arithmetic: input includes the cache, output includes reasoning. */
export interface FakeUsage {
  readonly input: number;
  readonly output: number;
  readonly cached?: number;
  readonly cacheWrite?: number;
  readonly reasoning?: number;
}

export const DEFAULT_REPLY: FakeReply = {
  text: ['Hello', ', ', 'wörld', ' 👋'],
  usage: { input: 12, output: 5 },
};
