/** A message in OpenAI's chat format, as it came from the client or went to it. */
export type WireMessage = Readonly<Record<string, unknown>> & { readonly role: string };

/** What a session adds to the chats that are held in it. */
export interface SessionDefaults {
  /** Stands before the history as a system message; not part of it. */
  readonly system?: string;
  /** Used when a chat names no model. */
  readonly model?: string;
  /** False keeps its requests free of cache markers that the client did not set. */
  readonly promptCaching?: false;
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
