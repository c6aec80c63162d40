export const CHAT_PATH = '/v1/chat/completions';

export type Role = 'system' | 'user' | 'assistant';

export interface ChatMessage {
  readonly role: Role;
  readonly content: string;
}

/** Body of `POST /v1/chat/completions`, as far as the playground uses it. */
export interface ChatRequest {
  readonly model: string;
  readonly messages: readonly ChatMessage[];
  readonly session_id?: string;
  readonly temperature?: number;
  readonly max_completion_tokens?: number;
  readonly tools?: readonly {
    readonly type: 'function';
    readonly function: { readonly name: string };
  }[];
  readonly tool_execution?: 'gateway';
  readonly stream: true;
  readonly stream_options: {
    readonly include_usage: true;
    readonly include_tool_events?: true;
  };
}

export interface TokenUsage {
  readonly prompt_tokens: number;
  readonly completion_tokens: number;
}

/** Begin or end of a tool's run by the gateway: docs/tools.md. */
export interface ToolEvent {
  readonly id: string;
  readonly name: string;
  readonly status: 'started' | 'completed' | 'failed';
  /** JSON, of an event that tells the begin. */
  readonly arguments?: string;
  readonly error?: string | null;
  readonly duration_ms?: number;
}

export interface ChatChunk {
  readonly choices: readonly {
    readonly delta: {
      readonly content?: string | null;
      readonly refusal?: string | null;
      readonly reasoning_content?: string;
      readonly tool_calls?: readonly { readonly function?: { readonly name?: string } }[];
    };
    readonly finish_reason: string | null;
  }[];
  readonly usage?: TokenUsage | null;
  readonly gateway?: { readonly tool_call?: ToolEvent; readonly stopped_by?: string };
}
