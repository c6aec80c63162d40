/** A message in OpenAI's chat format, as it came from the client or went to it. */
export type WireMessage = Readonly<Record<string, unknown>> & { readonly role: string };

/** How much of a long history is sent, in the words of the API. */
export interface HistoryLimits {
  /** Most messages of the history in a request. */
  readonly max_messages?: number;
  /** Most tokens of a request, as estimated: instructions, tools, history and new messages. */
  readonly max_tokens?: number;
  /** When it is too long, also for the model: leave the oldest turns out, or refuse the chat. */
  readonly strategy: 'drop_oldest' | 'error';
}

/** What a session adds to the chats that are held in it. */
export interface SessionDefaults {
  /** Stands before the history as a system message; not part of it. */
  readonly system?: string;
  /** Used when a chat names no model. */
  readonly model?: string;
  /** False keeps its requests free of cache markers that the client did not set. */
  readonly promptCaching?: false;
  /** Who runs the tools that its chats call, unless they say so themselves. */
  readonly toolExecution?: 'gateway';
  /** Without them only the model's own limits count. */
  readonly history?: HistoryLimits;
}

export interface Session {
  /** `sess_` and 32 hexadecimal digits. */
  readonly id: string;
  /** Whose session it is; nobody else finds it. */
  readonly owner: string;
  /** Unix time in milliseconds, as all times of a session. */
  readonly createdAt: number;
  readonly expiresAt: number;
  /** How long the session lives on after each use, in milliseconds. */
  readonly ttlMs: number;
  readonly messageCount: number;
  /** Data for tools and routing; never authority. */
  readonly context: Readonly<Record<string, unknown>>;
  readonly defaults: SessionDefaults;
  /** Grows with each change of `context`, `defaults` or `ttlMs`. */
  readonly version: number;
}

export interface StoredMessage {
  /** From 1, without gaps; the public id is `msg_` and this number. */
  readonly position: number;
  readonly createdAt: number;
  readonly message: WireMessage;
}
